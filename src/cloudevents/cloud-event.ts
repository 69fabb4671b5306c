import type { UnknownEventType, UnknownWebhookEvent, WebhookEnvelope, WebhookEvent } from '../index.js'

/** What the types of the CloudEvents start with, as those of other senders do in the specification's own adapters. */
export const typePrefix = 'com.promptlayer.'

/** A CloudEvent 1.0, as its JSON format has it, that carries a webhook event. */
// Not an interface: the types of the CloudEvents SDK have an index signature, which no interface fits.
export type WebhookCloudEvent<
  Event extends WebhookEvent | WebhookEnvelope = WebhookEvent | UnknownWebhookEvent,
> = {
  readonly specversion: '1.0'
  /** The same whenever the same event is delivered again. */
  readonly id: string
  /** `//promptlayer.com/workspaces/1` */
  readonly source: string
  /** `com.promptlayer.prompt_template_created` */
  readonly type: `${typeof typePrefix}${StringType<Event['event_type']>}`
  /** What the event is about, if it names its id: `prompt_template/15`. */
  readonly subject?: string
  /** The event's `timestamp`, digit for digit, with the `Z` that it lacks. */
  readonly time: string
  readonly datacontenttype: 'application/json'
  /** The `$id` of the event's JSON Schema, or of the envelope's for a type that the contract does not know. */
  readonly dataschema: string
  /** The event itself. */
  readonly data: Event
}

// `UnknownEventType` is opaque: at run time it is any string.
type StringType<Type extends string> = Type extends UnknownEventType ? string : Type

/** An event type, percent-encoded where it holds what an attribute of a CloudEvent must not. Those of the contract stay as they are. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
