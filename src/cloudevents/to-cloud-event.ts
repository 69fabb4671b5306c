import { InvalidEventError } from '../event/errors.js'
import { withFrames } from '../event/stack-frames.js'
import { envelopeSchemaId, schemaIds } from '../generated/catalog.js'
import { isWebhookEventType, readWebhookEvent, type WebhookEnvelope, type WebhookEvent } from '../index.js'
import { copyOptions } from '../issue/copy-options.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmacSha256 } from '../signing/hmac.js'
import { text, uriReference } from './attribute-types.js'
import { nonEmptyText } from './check-attributes.js'
import { percentEncoded, typePrefix, typeSegment, type WebhookCloudEvent } from './cloud-event.js'

/** Attributes of a CloudEvent that you may choose. */
export interface CloudEventOptions {
  /**
   * The `id`: a string without control characters that is not empty. It must be unique per `source`. You can
   * use the `deliveryId` of a receiver. Default: a hash of the whole event.
   */
  readonly id?: string | undefined
  /** The `source`: a URI reference. Default: `//promptlayer.com/workspaces/` and the id of the workspace. */
  readonly source?: string | undefined
}

/**
 * Makes a CloudEvent 1.0 of a webhook event. `fromCloudEvent` returns the event again, whether the contract
 * knows its type or not.
 *
 * `data` is a copy of what JSON holds of the event. The other attributes are made from that copy, so they
 * always agree with it.
 *
 * @throws {InvalidEventError} if the event is not valid.
 * @throws {TypeError} if an option is unknown, or is not what a CloudEvent can have.
 * @example
 * const message = JSON.stringify(toCloudEvent(event)) // structured mode: application/cloudevents+json
 */
export function toCloudEvent<Event extends WebhookEvent | WebhookEnvelope>(
  event: Event,
  options: CloudEventOptions = {},
): WebhookCloudEvent<Event> {
  const { id, source } = copyOptions(options, { id: true, source: true })
  if (id !== undefined) requireMatch('id', id, text, nonEmptyText)
  if (source !== undefined) requireMatch('source', source, uriReference, 'a URI reference')

  const json = jsonOf(event)
  const data: Event = JSON.parse(json)
  const reading = readWebhookEvent(data)
  if (reading.kind === 'invalid') throw withFrames(reading.error)

  const { event_type, timestamp, workspace_id } = data
  const subject = subjectOf(data)
  return {
    specversion: '1.0',
    id: id ?? bodyHash(hmacSha256, json),
    source: source ?? `//promptlayer.com/workspaces/${workspace_id}`,
    type: `${typePrefix}${typeSegment(event_type)}` as WebhookCloudEvent<Event>['type'],
    ...(subject !== undefined && { subject }),
    time: zone.test(timestamp) ? timestamp : `${timestamp}Z`,
    datacontenttype: 'application/json',
    dataschema: isWebhookEventType(event_type) ? schemaIds[event_type] : envelopeSchemaId,
    data,
  }
}

// What JSON leaves out becomes null, so that the validation names it.
function jsonOf(event: unknown): string {
  try {
    return JSON.stringify(event) ?? 'null'
  } catch (cause) {
    const message = 'expected an event that JSON can hold'
    throw new InvalidEventError([{ path: [], message, code: 'invalid_json' }], { cause })
  }
}

const zone = /(?:Z|[+-]..:..)$/

function requireMatch(option: string, value: unknown, pattern: RegExp, expected: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new TypeError(`${option}: expected ${expected}`)
  }
}

// `prompt_template_label_moved` is about a prompt template, because its details have a `prompt_template_id`.
function subjectOf({ event_type, details }: WebhookEvent | WebhookEnvelope): string | undefined {
  let subject = ''
  let id: unknown
  for (const [key, value] of Object.entries(details)) {
    const thing = key.slice(0, -'_id'.length)
    if (thing.length <= subject.length || !key.endsWith('_id') || !event_type.startsWith(`${thing}_`))
      continue
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) {
      subject = thing
      id = value
    }
  }
  return subject ? `${percentEncoded(subject)}/${percentEncoded(String(id))}` : undefined
}
