import type { Pool } from 'pg'
import { validate } from 'uuid'
import { rowsOf } from '../database/rows.js'
import type { DeliveryFilter } from '../delivery.js'
import { type InputIssue, InvalidInputError } from '../errors.js'
import type { EventFilter } from '../event-filter.js'
import { indexed } from '../subject.js'

const maxSearchLength = 200
// Subjects that are looked up one by one. If more match, the newest rows are read until enough of them match.
const maxSubjects = 1000
// An id carries the time at which a process made it. The clocks of processes and database may differ by this.
const maxClockDifferenceMs = 60_000

/** Conditions of a WHERE clause, and the values of their parameters. */
export interface Conditions {
  readonly text: string
  readonly values: unknown[]
}

/**
 * The conditions that select events, on `event`.
 *
 * @throws {InvalidInputError} that names what is wrong with the filter.
 */
export async function eventConditions(pool: Pool, filter: EventFilter): Promise<Conditions> {
  check(filter)
  const { all, add, conditions } = collect()
  await addEventConditions(pool, filter, ['event.id'], add, all)
  const { search } = filter
  if (search !== undefined && validate(search.trim())) {
    const delivery = 'SELECT event_id FROM prompt_webhooks.delivery WHERE id ='
    add((value) => `(event.id = ${value} OR event.id = (${delivery} ${value}))`, search.trim())
  }
  return conditions()
}

/**
 * The conditions that select deliveries, on `delivery` and `event`.
 *
 * @throws {InvalidInputError} that names what is wrong with the filter.
 */
export async function deliveryConditions(pool: Pool, filter: DeliveryFilter): Promise<Conditions> {
  check(filter)
  const { webhookId, eventId, state, search } = filter
  const { all, add, conditions } = collect()
  // The planner would not see that a range of the one is a range of the other.
  await addEventConditions(pool, filter, ['event.id', 'delivery.event_id'], add, all)
  if (search !== undefined && validate(search.trim())) {
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
  return conditions()
}

type Add = (condition: (parameter: string) => string, value: unknown) => void

function collect() {
  const all: string[] = []
  const values: unknown[] = []
  const add: Add = (condition, value) => {
    values.push(value)
    all.push(condition(`$${values.length}`))
  }
  return { all, add, conditions: (): Conditions => ({ text: all.join(' AND ') || 'true', values }) }
}

async function addEventConditions(
  pool: Pool,
  filter: EventFilter,
  eventIds: readonly string[],
  add: Add,
  all: string[],
): Promise<void> {
  const { eventType, subjectId, workspaceId, search, from, to } = filter
  if (eventType !== undefined) add((value) => `event.event_type = ${value}`, eventType)
  if (subjectId !== undefined) add((value) => `event.subject_id = ${value}`, indexed(String(subjectId)))
  if (workspaceId !== undefined) add((value) => `event.workspace_id = ${value}`, workspaceId)
  if (from !== undefined) {
    add((value) => `event.published_at >= ${value}`, from)
    const first = firstIdAt(from.getTime() - maxClockDifferenceMs)
    for (const eventId of eventIds) add((value) => `${eventId} >= ${value}`, first)
  }
  if (to !== undefined) {
    add((value) => `event.published_at < ${value}`, to)
    const end = firstIdAt(to.getTime() + maxClockDifferenceMs)
    for (const eventId of eventIds) add((value) => `${eventId} < ${value}`, end)
  }
  if (search === undefined || validate(search.trim())) return
  const words = indexed(search).toLowerCase().split(/\s+/).filter(Boolean)
  const patterns = words.map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const subjects = await subjectsLike(pool, patterns)
  if (subjects.length === 0) all.push('false')
  // With one of them, the index has its events in order.
  else if (subjects.length === 1) add((value) => `event.subject_text = ${value}`, subjects[0])
  else if (subjects.length <= maxSubjects)
    add((value) => `event.subject_text = ANY(${value}::text[])`, subjects)
  else add((value) => `event.subject_text LIKE ALL(${value}::text[])`, patterns)
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
