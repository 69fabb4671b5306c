import type { Pool } from 'pg'
import { validate } from 'uuid'
import { rowsOf } from '../database/rows.js'
import type { DeliveryFilter } from '../delivery.js'
import { type InputIssue, InvalidInputError } from '../errors.js'
import type { EventFilter } from '../event-filter.js'
import { indexed } from '../subject.js'

const table = 'prompt_webhooks.event'
const allEvents: Events = { from: `${table} AS event`, id: 'event.id' }
const maxSearchLength = 200
// Subjects that are looked up one by one. If more match, the newest rows are read until enough of them match.
const maxSubjects = 1000
// Subjects whose events are read from one index scan each, and merged. More would take long to plan.
const maxMerged = 20
// An id carries the time at which a process made it. The clocks of processes and database may differ by this.
const maxClockDifferenceMs = 60_000

/** The events to choose from. */
export interface Events {
  /** The FROM clause of `event`. With OFFSET 0, the planner keeps a subquery as it is. */
  readonly from: string
  /** The column of their ids, to sort by. */
  readonly id: string
}

/** Conditions of a WHERE clause, and the values of their parameters. */
export interface Conditions {
  readonly text: string
  readonly values: unknown[]
  readonly events: Events
}

/** Conditions on deliveries. */
export interface DeliveryConditions extends Conditions {
  /**
   * Whether to read the events first, and the deliveries of each one: an index has exactly these events in
   * order. The planner does not know when events happened. It would look for those of a prompt among all
   * deliveries from the newest one on, even if the prompt had its last event long ago.
   */
  readonly eventsFirst: boolean
}

/**
 * The conditions that select events, on `event`.
 *
 * @throws {InvalidInputError} that names what is wrong with the filter.
 */
export async function eventConditions(pool: Pool, filter: EventFilter): Promise<Conditions> {
  check(filter)
  const collected = collect()
  const { add, conditions } = collected
  const { subjects } = await addEventConditions(pool, filter, collected)
  const events = subjects?.events ?? allEvents
  addIdRange(filter, events.id, collected)
  const { search } = filter
  if (isId(search)) {
    const delivery = 'SELECT event_id FROM prompt_webhooks.delivery WHERE id ='
    add((value) => `(event.id = ${value} OR event.id = (${delivery} ${value}))`, search.trim())
  }
  return { ...conditions(), events }
}

/**
 * The conditions that select deliveries, on `delivery` and `event`.
 *
 * @throws {InvalidInputError} that names what is wrong with the filter.
 */
export async function deliveryConditions(pool: Pool, filter: DeliveryFilter): Promise<DeliveryConditions> {
  check(filter)
  const { webhookId, eventId, state, search } = filter
  const collected = collect()
  const { all, add, conditions } = collected
  const { key, subjects } = await addEventConditions(pool, filter, collected)
  if (isId(search)) {
    add((value) => `(delivery.id = ${value} OR delivery.event_id = ${value})`, search.trim())
  }
  if (webhookId !== undefined) add((value) => `delivery.webhook_id = ${value}`, webhookId)
  if (eventId !== undefined) add((value) => `delivery.event_id = ${value}`, eventId)
  if (state !== undefined) {
    const states = [state].flat()
    // Not a parameter: the index of unfinished deliveries is partial.
    if (!states.includes('delivered')) all.push("delivery.state <> 'delivered'")
    if (states.length === 1) add((value) => `delivery.state = ${value}`, states[0])
    else add((value) => `delivery.state = ANY(${value}::text[])`, states)
  }
  const eventsFirst =
    eventId === undefined &&
    state === undefined &&
    !isId(search) &&
    (key === 'subject' || (key === 'kind' && webhookId === undefined))
  // The planner would not see that a range of the one is a range of the other.
  const events = (eventsFirst && subjects?.events) || allEvents
  addIdRange(filter, eventsFirst ? events.id : 'delivery.event_id', collected)
  if (subjects && !eventsFirst) all.push(subjects.isOneOf)
  return { ...conditions(), events, eventsFirst }
}

function isId(search: string | undefined): search is string {
  return search !== undefined && validate(search.trim())
}

/** Collects conditions and their parameters. */
function collect() {
  const all: string[] = []
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const add = (condition: (parameter: string) => string, value: unknown) => {
    all.push(condition(parameter(value)))
  }
  return { all, parameter, add, conditions: () => ({ text: all.join(' AND ') || 'true', values }) }
}

/** Ids start with a time, so a range of time is a range of ids, apart from what clocks differ. */
function addIdRange({ from, to }: EventFilter, id: string, { add }: ReturnType<typeof collect>): void {
  if (from) add((value) => `${id} >= ${value}`, firstIdAt(from.getTime() - maxClockDifferenceMs))
  if (to) add((value) => `${id} < ${value}`, firstIdAt(to.getTime() + maxClockDifferenceMs))
}

async function addEventConditions(
  pool: Pool,
  filter: EventFilter,
  { all, add, parameter }: ReturnType<typeof collect>,
): Promise<{
  /** Which index has the events in order: that of a subject; or that of a type, a workspace or all. */
  readonly key: 'subject' | 'kind' | undefined
  /** The events of a few subjects: the condition, or the part of the table. Use one of the two. */
  readonly subjects?: { readonly isOneOf: string; readonly events: Events }
}> {
  const { eventType, subjectId, workspaceId, search, from, to } = filter
  if (eventType !== undefined) add((value) => `event.event_type = ${value}`, eventType)
  if (subjectId !== undefined) add((value) => `event.subject_id = ${value}`, indexed(String(subjectId)))
  if (workspaceId !== undefined) add((value) => `event.workspace_id = ${value}`, workspaceId)
  if (from !== undefined) add((value) => `event.published_at >= ${value}`, from)
  if (to !== undefined) add((value) => `event.published_at < ${value}`, to)
  const isOfKind = [eventType, workspaceId, from, to].some((value) => value !== undefined)
  const key = subjectId === undefined ? (isOfKind ? 'kind' : undefined) : 'subject'
  if (search === undefined || isId(search)) return { key }
  const words = indexed(search).toLowerCase().split(/\s+/).filter(Boolean)
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const subjects = await subjectsLike(pool, patterns)
  if (subjects.length > maxSubjects) {
    add((value) => `event.subject_text LIKE ALL(${value}::text[])`, patterns)
    return { key }
  }
  const list = `${parameter(subjects)}::text[]`
  const isOneOf = `event.subject_text = ANY(${list})`
  if (subjects.length === 0 || subjects.length > maxMerged) {
    all.push(isOneOf)
    return { key }
  }
  const parts = subjects.map(
    (_, index) => `(SELECT id FROM ${table} WHERE subject_text = (${list})[${index + 1}] ORDER BY id DESC)`,
  )
  const newestFirst = `(${parts.join(' UNION ALL ')}) AS wanted
    CROSS JOIN LATERAL (SELECT * FROM ${table} WHERE id = wanted.id OFFSET 0) AS event`
  return { key: 'subject', subjects: { isOneOf, events: { from: newestFirst, id: 'wanted.id' } } }
}

/**
 * Finds the different subjects that match, one more than `maxSubjects` at most. Jumps through the index from
 * each subject to the next one: there are far fewer of them than events.
 */
async function subjectsLike(pool: Pool, patterns: readonly string[]): Promise<string[]> {
  const rows = await rowsOf<{ subject: string }>(
    pool,
    `WITH RECURSIVE each AS (
       (SELECT subject_text AS subject FROM prompt_webhooks.event ORDER BY subject_text LIMIT 1)
       UNION ALL
       SELECT (SELECT subject_text FROM prompt_webhooks.event WHERE subject_text > each.subject ORDER BY subject_text LIMIT 1)
       FROM each WHERE each.subject IS NOT NULL
     )
     SELECT subject FROM each WHERE subject LIKE ALL($1::text[]) LIMIT ${maxSubjects + 1}`,
    [patterns],
  )
  return rows.map(({ subject }) => subject)
}

/** The smallest id that is made at a time: a UUID of version 7 starts with its milliseconds. */
function firstIdAt(milliseconds: number): string {
  const hex = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0').slice(-12)
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`
}

function check(filter: DeliveryFilter): void {
  const issues: InputIssue[] = []
  const refuse = (field: keyof DeliveryFilter, expected: string) =>
    issues.push({ path: [field], message: `${field}: expected ${expected}`, code: 'invalid_value' })
  const { webhookId, eventId, workspaceId, search, from, to } = filter
  if (webhookId !== undefined && !validate(webhookId)) refuse('webhookId', 'a UUID')
  if (eventId !== undefined && !validate(eventId)) refuse('eventId', 'a UUID')
  if (workspaceId !== undefined && !Number.isSafeInteger(workspaceId)) refuse('workspaceId', 'a whole number')
  if (search !== undefined && (!search.trim() || search.length > maxSearchLength)) {
    refuse('search', `1 to ${maxSearchLength} characters`)
  }
  for (const [name, value] of Object.entries({ from, to })) {
    if (value !== undefined && Number.isNaN(value.getTime())) refuse(name as 'from' | 'to', 'a valid time')
  }
  if (from && to && from >= to) refuse('to', 'a time after `from`')
  if (issues.length) throw new InvalidInputError(issues)
}
