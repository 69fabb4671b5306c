import { envelopeSchemaId, schemaIds } from '../generated/catalog.js'
import { isWebhookEventType, readWebhookEvent, type WebhookEnvelope, type WebhookEvent } from '../index.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmacSha256 } from '../signing/hmac.js'
import { percentEncoded, typePrefix, type WebhookCloudEvent } from './cloud-event.js'

export interface CloudEventOptions {
  /** By default a hash of the event. A receiver's `deliveryId` will do; `id` and `source` together name an event. */
  readonly id?: string
  /** A URI reference; by default `//promptlayer.com/workspaces/` and the workspace's id. */
  readonly source?: string
}

/**
 * The CloudEvent that carries an event. `fromCloudEvent` gives the event back, whatever its type.
 *
 * @throws {InvalidEventError} if the event is no sound one, of a known type or another.
 * @throws {TypeError} if an option is no string, or none that a CloudEvent can have.
 */
export function toCloudEvent<Event extends WebhookEvent | WebhookEnvelope>(
  event: Event,
  { id, source }: CloudEventOptions = {},
): WebhookCloudEvent<Event> {
  const reading = readWebhookEvent(event)
  if (reading.kind === 'invalid') throw reading.error
  if (id !== undefined) requireMatch('id', id, /^./s, 'a string that is not empty')
  if (source !== undefined) requireMatch('source', source, uriReference, 'a URI reference')

  const { event_type, timestamp, workspace_id } = event
  const subject = subjectOf(event)
  return {
    specversion: '1.0',
    id: id ?? bodyHash(hmacSha256, JSON.stringify(event)),
    source: source ?? `//promptlayer.com/workspaces/${workspace_id}`,
    type: `${typePrefix}${percentEncoded(event_type)}` as WebhookCloudEvent<Event>['type'],
    ...(subject !== undefined && { subject }),
    time: zone.test(timestamp) ? timestamp : `${timestamp}Z`,
    datacontenttype: 'application/json',
    dataschema: isWebhookEventType(event_type) ? schemaIds[event_type] : envelopeSchemaId,
    data: event,
  }
}

const zone = /(?:Z|[+-]..:..)$/

const uriReference = /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/

function requireMatch(option: string, value: unknown, pattern: RegExp, expected: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) {
    throw new TypeError(`${option}: expected ${expected}, or nothing`)
  }
}

// `prompt_template_label_moved` is about a prompt template, since its details have a `prompt_template_id`.
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
