export { addWebhookEventMatchers, type ExtensibleExpect } from './add-matchers.js'
export {
  arbitraryEvent,
  arbitraryInvalidEvent,
  arbitraryInvalidStrictEvent,
  arbitraryStrictEvent,
} from './arbitrary-event.js'
export {
  checkPayloads,
  checkStrictPayloads,
  type InvalidPayload,
  InvalidPayloadsError,
  type RecordedPayload,
} from './check-payloads.js'
export { createTestEvent, type TestEventOptions, type TestEventOverrides } from './create-test-event.js'
export type { InvalidEvent } from './defects.js'
export { exampleEvents } from './example-events.js'
export { invalidEvents, invalidStrictEvents } from './invalid-events.js'
export { type WebhookEventMatchers, webhookEventMatchers } from './matchers.js'
export {
  type SignedDelivery,
  type SignedDeliveryOptions,
  type SignedRequest,
  type SignedRequestOptions,
  signedDelivery,
  signedRequest,
} from './signed-request.js'
