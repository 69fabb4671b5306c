import { isWebhookEventType } from 'prompt-webhooks'
import { type DeliveryFilter, type DeliveryState, deliveryStates, waitingStates } from '../../delivery.js'
import { type Bound, dayOf, readTime } from '../../time-range.js'

/** What the query of the list's URL asks for. */
export interface ListRequest {
  readonly filter: DeliveryFilter
  readonly cursor: string | undefined
  /** What in the query was not understood, one sentence each. The list is shown without it. */
  readonly ignored: readonly string[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const maxSearchLength = 200

/** The choices of states by their names in a URL: each one, and all that wait. */
export const stateChoices: ReadonlyMap<string, DeliveryState | readonly DeliveryState[]> = new Map<
  string,
  DeliveryState | readonly DeliveryState[]
>([['waiting', waitingStates], ...deliveryStates.map((state) => [state, state] as const)])

/** The name of the choice that a filter has. */
export function chosenState({ state }: DeliveryFilter): string | undefined {
  return [...stateChoices].find(([, choice]) => `${choice}` === `${state}`)?.[0]
}

/** Reads the query of the list's URL. What it cannot read is ignored, with a sentence about it. */
export function readListRequest(query: Readonly<Record<string, string>>): ListRequest {
  const ignored: string[] = []
  const read = <Value>(name: string, label: string, parse: (text: string) => Value | undefined) => {
    const text = query[name]?.trim()
    if (!text) return undefined
    const value = parse(text)
    if (value === undefined) ignored.push(`${label}: “${text.slice(0, 50)}” is not valid and was ignored.`)
    return value
  }
  const id = (text: string) => (uuid.test(text) ? text : undefined)
  const from = read('from', 'From', (text) => readTime(text, 'from'))
  const to = read('to', 'To', (text) => readTime(text, 'to'))
  const isBackwards = from !== undefined && to !== undefined && from >= to
  if (isBackwards) ignored.push('The end is before the start, so neither is used.')
  return {
    filter: {
      webhookId: read('webhook', 'Endpoint', id),
      eventId: read('event', 'Event', id),
      eventType: read('type', 'Event type', (text) => (isWebhookEventType(text) ? text : undefined)),
      state: read('state', 'State', (text) => stateChoices.get(text)),
      search: read('search', 'Search', (text) => (text.length <= maxSearchLength ? text : undefined)),
      workspaceId: read('workspace', 'Workspace', (text) =>
        /^\d{1,15}$/.test(text) ? Number(text) : undefined,
      ),
      from: isBackwards ? undefined : from,
      to: isBackwards ? undefined : to,
    },
    cursor: query.cursor || undefined,
    ignored,
  }
}

/** The parameters of the list's URL that select what a filter selects. */
export function filterParameters(filter: DeliveryFilter): [name: string, value: string][] {
  const { search, webhookId, eventId, eventType, workspaceId, from, to } = filter
  const entries: [string, string | undefined][] = [
    ['search', search],
    ['webhook', webhookId],
    ['event', eventId],
    ['type', eventType],
    ['state', chosenState(filter)],
    ['workspace', workspaceId === undefined ? undefined : String(workspaceId)],
    ['from', from && boundText(from, 'from')],
    ['to', to && boundText(to, 'to')],
  ]
  return entries.filter((entry): entry is [string, string] => entry[1] !== undefined)
}

function boundText(at: Date, bound: Bound): string {
  return dayOf(at, bound) ?? at.toISOString()
}

/** The query of the list's URL for a request. */
export function listQuery({ filter = {}, cursor }: Partial<ListRequest>): string {
  const entries = filterParameters(filter)
  if (cursor !== undefined) entries.push(['cursor', cursor])
  return entries.length ? `?${new URLSearchParams(entries)}` : ''
}

/** The URL of the list of deliveries for a request. */
export function listAddress(request: Partial<ListRequest>): string {
  return `/deliveries${listQuery(request)}`
}
