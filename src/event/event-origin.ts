import { type EventOrigin, originFields } from '../generated/origin.js'
import type { WebhookEvent } from '../generated/types.js'
import { copyOptions } from '../issue/copy-options.js'
import { timestampOf } from './event-timestamps.js'

export type { EventOrigin }

/**
 * Copies an origin. Each field is read once.
 *
 * @throws {TypeError} if the origin is not an object, has an unknown field, or its `timestamp` is an invalid
 * date.
 */
export function copyOrigin(
  origin: EventOrigin,
): Omit<EventOrigin, 'timestamp'> & { readonly timestamp?: string } {
  const { timestamp, ...others } = copyOptions(origin, originFields, 'origin')
  return timestamp === undefined ? others : { ...others, timestamp: timestampOf(timestamp) }
}

/** Returns the envelope fields of an origin that happened at a time. */
export function envelopeOf(origin: Omit<EventOrigin, 'timestamp'>, timestamp: string): object {
  const values = new Map<string, unknown>(Object.entries({ ...origin, timestamp }))
  const present = Object.entries(originFields).filter(([name]) => values.get(name) !== undefined)
  return Object.fromEntries(present.map(([name, field]) => [field, values.get(name)]))
}

/** Returns the origin of an event: what `envelopeOf` takes. */
export function originOf(event: WebhookEvent): EventOrigin {
  const values = new Map<string, unknown>(Object.entries(event))
  const entries = Object.entries(originFields).map(([name, field]) => [name, values.get(field)])
  return Object.fromEntries(entries)
}
