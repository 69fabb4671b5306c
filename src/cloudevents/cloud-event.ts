import type {
  UnknownEventType,
  UnknownWebhookEvent,
  WebhookEnvelope,
  WebhookEvent,
  WebhookEventType,
} from '../index.js'

/**
 * The prefix of every `type`: the domain of the sender, as the CloudEvents specification recommends and as
 * its adapters for other webhook senders do.
 */
export const typePrefix = 'com.promptlayer.'

/** A CloudEvent 1.0 in its JSON format, whose `data` is a webhook event. */
// Not an interface: the types of the CloudEvents SDK have an index signature, which no interface satisfies.
export type WebhookCloudEvent<
  Event extends WebhookEvent | WebhookEnvelope = WebhookEvent | UnknownWebhookEvent,
> = {
  /** The version of the CloudEvents specification. */
  readonly specversion: '1.0'
  /** Identifies the event within its `source`. The same each time the same event is delivered. */
  readonly id: string
  /**
   * The workspace in which the event happened: `//promptlayer.com/workspaces/1`. An identifier, not an
   * address.
   */
  readonly source: string
  /** The event type with a prefix: `com.promptlayer.prompt_template_created`. */
  readonly type: CloudEventType<Event['event_type']>
  /** What the event is about, if its details have the id of it: `prompt_template/15`. */
  readonly subject?: string
  /** The event's `timestamp` with all its digits, and with a `Z` if it has no zone. */
  readonly time: string
  /** The media type of `data`. */
  readonly datacontenttype: 'application/json'
  /**
   * The `$id` of the event's JSON Schema, or of the envelope's for a type that the contract does not know.
   */
  readonly dataschema: string
  /** The event. */
  readonly data: Event
}

/**
 * The `type` of the CloudEvent of an event type.
 *
 * @example
 * ```ts
 * type Created = CloudEventType<'prompt_template_created'> // 'com.promptlayer.prompt_template_created'
 * ```
 */
// `UnknownEventType` is opaque: at run time it is any string.
export type CloudEventType<Type extends string = WebhookEventType | UnknownEventType> =
  `com.promptlayer.${Type extends UnknownEventType ? string : Type}`

/** Encodes text for an attribute of a CloudEvent. The event types of the contract stay the same. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}

/**
 * The last segment of the `type` of an event. It has no dot, so that the type of another event with a
 * prefix is never taken for it.
 */
export function typeSegment(eventType: string): string {
  return percentEncoded(eventType).replaceAll('.', '%2E')
}
