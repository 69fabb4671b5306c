/**
 * Turns webhook events into CloudEvents 1.0, and back.
 *
 * @packageDocumentation
 */

export type { CloudEventType, WebhookCloudEvent } from './cloud-event.js'
export { fromCloudEvent } from './from-cloud-event.js'
export { type CloudEventOptions, toCloudEvent } from './to-cloud-event.js'
