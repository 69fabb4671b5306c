/**
 * A test kit for receivers and emitters: events, signed deliveries, matchers, an endpoint that records what
 * it gets, and checks of a whole receiver.
 *
 * @packageDocumentation
 */

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
export {
  type CheckReceiverOptions,
  checkReceiver,
} from './check-receiver/check-receiver.js'
export type { FetchFunction } from './check-receiver/exchange-over-fetch.js'
export type { CheckProblem } from './check-receiver/expectation.js'
export type { ReceiverCheck, ReceiverReport } from './check-receiver/run-checks.js'
export type { ReceiverVerdict } from './check-receiver/verdict.js'
export {
  createTestEvent,
  type DeepPartial,
  type TestEventOptions,
  type TestEventOverrides,
} from './create-test-event.js'
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
export {
  type AsyncDisposal,
  type NextDeliveryOptions,
  startTestEndpoint,
  type TestEndpoint,
  type TestEndpointMembers,
  type TestEndpointOptions,
} from './test-endpoint/start-test-endpoint.js'
export type { TestAnswer, TestAnswerOptions } from './test-endpoint/test-answer.js'
export type { TestDelivery, ValidTestDelivery } from './test-endpoint/test-delivery.js'
