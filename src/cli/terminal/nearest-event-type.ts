import { closest, distance } from 'fastest-levenshtein'
import { type WebhookEventType, webhookEventTypes } from '../../index.js'

/** The event type that was probably meant, if one is at most so many edits away. */
export function nearestEventType(mistyped: string, mostEdits: number): WebhookEventType | undefined {
  // The distance takes time in proportion to the length, and nothing that long is near.
  if (mistyped.length > 100) return undefined
  const nearest = closest(mistyped, [...webhookEventTypes]) as WebhookEventType
  return distance(mistyped, nearest) <= mostEdits ? nearest : undefined
}
