import { isWebhookEventType } from 'prompt-webhooks'
import { type DeliveryFilter, deliveryStates } from '../../delivery.js'
import { readTime } from '../../time-range.js'

/** What the query of the list's URL asks for. */
export interface ListRequest {
  readonly filter: DeliveryFilter
  /** The first and the last day, as they were entered. */
  readonly days: { readonly from: string | undefined; readonly to: string | undefined }
  readonly cursor: string | undefined
  /** What in the query was not understood, one sentence each. The list is shown without it. */
  readonly ignored: readonly string[]
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const maxSearchLength = 200

/** Reads the query of the list's URL. What it cannot read is ignored, with a sentence about it. */
export function readListRequest(query: Readonly<Record<string, string>>): ListRequest {
  const ignored: string[] = []
  const read = <Value>(name: string, label: string, parse: (text: string) => Value | undefined) => {
    const text = query[name]?.trim()
    if (!text) return undefined
    const value = parse(text)
    if (value === undefined) ignored.push(`${label}: there is no “${text.slice(0, 50)}”, so it is not used.`)
    return value
  }
  const id = (text: string) => (uuid.test(text) ? text : undefined)
  const from = read('from', 'First day', (text) => readTime(text, 'from'))
  const to = read('to', 'Last day', (text) => readTime(text, 'to'))
  const isBackwards = from !== undefined && to !== undefined && from >= to
  if (isBackwards) ignored.push('The last day is before the first day, so neither is used.')
  return {
    filter: {
      webhookId: read('webhook', 'Endpoint', id),
      eventId: read('event', 'Event', id),
      eventType: read('type', 'Event type', (text) => (isWebhookEventType(text) ? text : undefined)),
      state: read('state', 'State', (text) => deliveryStates.find((each) => each === text)),
      search: read('search', 'Search', (text) => (text.length <= maxSearchLength ? text : undefined)),
      workspaceId: read('workspace', 'Workspace', (text) =>
        /^\d{1,15}$/.test(text) ? Number(text) : undefined,
      ),
      from: isBackwards ? undefined : from,
      to: isBackwards ? undefined : to,
    },
    days: { from: from && query.from?.trim(), to: to && query.to?.trim() },
    cursor: query.cursor || undefined,
    ignored,
  }
}

/** The query of the list's URL for a request. */
export function listQuery({ filter, days, cursor }: Partial<ListRequest>): string {
  const entries = Object.entries({
    search: filter?.search,
    webhook: filter?.webhookId,
    event: filter?.eventId,
    type: filter?.eventType,
    state: filter?.state,
    workspace: filter?.workspaceId === undefined ? undefined : String(filter.workspaceId),
    from: days?.from,
    to: days?.to,
    cursor,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return entries.length ? `?${new URLSearchParams(entries)}` : ''
}

/** The URL of the list of deliveries for a request. */
export function listAddress(request: Partial<ListRequest>): string {
  return `/deliveries${listQuery(request)}`
}
