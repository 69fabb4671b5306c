import { isWebhookEventType } from 'prompt-webhooks'
import { type DeliveryFilter, deliveryStates } from '../../delivery.js'

/** What the query of the list's URL asks for. */
export interface ListRequest {
  readonly filter: DeliveryFilter
  readonly range: Range
  readonly cursor: string | undefined
}

/** A time range of the chart. */
export interface Range {
  readonly name: string
  readonly text: string
  readonly spans: number
  readonly spanSeconds: number
}

/** The ranges that the chart offers; the first is the default. */
export const ranges: readonly [Range, ...Range[]] = [
  { name: 'hour', text: 'Last hour', spans: 60, spanSeconds: 60 },
  { name: 'day', text: 'Last day', spans: 48, spanSeconds: 30 * 60 },
  { name: 'week', text: 'Last week', spans: 84, spanSeconds: 2 * 60 * 60 },
]

/** Reads the query of the list's URL. Ignores unknown values. */
export function readListRequest(query: Readonly<Record<string, string>>): ListRequest {
  const { webhook, event, type, state, range, cursor } = query
  return {
    filter: {
      webhookId: webhook || undefined,
      eventId: event || undefined,
      eventType: isWebhookEventType(type) ? type : undefined,
      state: deliveryStates.find((each) => each === state),
    },
    range: ranges.find(({ name }) => name === range) ?? ranges[0],
    cursor: cursor || undefined,
  }
}

/** The URL of the list for a request. */
export function listAddress({ filter, range, cursor }: Partial<ListRequest>): string {
  const entries = Object.entries({
    webhook: filter?.webhookId,
    event: filter?.eventId,
    type: filter?.eventType,
    state: filter?.state,
    range: range === ranges[0] ? undefined : range?.name,
    cursor,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return entries.length ? `/deliveries?${new URLSearchParams(entries)}` : '/deliveries'
}
