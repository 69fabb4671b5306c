import type { UnknownWebhookEvent, WebhookEvent, WebhookEventMap } from '../index.js'
import type { DeliveryContext } from './context.js'

/** A handler for each event type. The caller is answered when the promise that a handler returns is settled. */
export type WebhookHandlers = {
  readonly [Type in keyof WebhookEventMap]?: (
    event: WebhookEventMap[Type],
    context: DeliveryContext,
  ) => unknown
}

/** Takes the events that no handler is for: of types that the contract does not know, and of all others. */
export type UnknownHandler = (event: WebhookEvent | UnknownWebhookEvent, context: DeliveryContext) => unknown
