import type { WebhookEnvelope } from '../generated/types.js'

/**
 * The `event_type` of an event whose type this version of prompt-webhooks does not know: a string at run
 * time. It equals no known type, so a `switch` on `event_type` tells known and unknown events apart. To
 * compare it with a type that you know, assign it to a `string` first.
 *
 * @example
 * ```ts
 * const type: string = event.event_type
 * if (type === 'added_later') console.log(event.details)
 * ```
 */
// A branded string would not narrow in a `switch`. A unique symbol would differ between the ESM and the
// CommonJS types.
export declare enum UnknownEventType {
  /** Stands for every unknown type. It has no value at run time: you cannot use it in code. */
  unknown = '(unknown event type)',
}

/**
 * An event of a type that this version of prompt-webhooks does not know. Its envelope is sound, its details
 * can hold anything. Acknowledge it.
 *
 * @example
 * ```ts
 * function describe(event: WebhookEvent | UnknownWebhookEvent): string {
 *   switch (event.event_type) {
 *     case 'prompt_template_deleted':
 *       return `template ${event.details.prompt_template_id} is deleted`
 *     default:
 *       return `ignored: ${event.event_type}`
 *   }
 * }
 * ```
 */
export interface UnknownWebhookEvent extends WebhookEnvelope {
  /** The type of the event: a string that no known event has. */
  readonly event_type: UnknownEventType
}
