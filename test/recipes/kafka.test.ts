import { CloudEvent, Kafka, type KafkaMessage } from 'cloudevents'
import fc from 'fast-check'
import { beforeAll, expect, test, vi } from 'vitest'
import { fromCloudEvent, toCloudEvent } from '../../src/cloudevents/index.js'
import { catalog } from '../../src/generated/catalog.js'
import type { UnknownWebhookEvent, WebhookEvent, WebhookEventReading } from '../../src/index.js'
import { createReceiver, type Receiver } from '../../src/receiver/index.js'
import { arbitraryEvent, exampleEvents } from '../../src/testing/index.js'
import { moved, post, secret, unknown } from '../receiver/signed-request.js'
import { importSample } from './samples.js'

interface Message {
  readonly key: string | null
  readonly headers: Readonly<Record<string, string>>
  readonly value: string
}
type KafkaMessageOf = (event: WebhookEvent | UnknownWebhookEvent, options?: { id?: string }) => Message

let kafkaMessage: KafkaMessageOf
let eventOf: (message: { value: Buffer }) => WebhookEventReading

beforeAll(async () => {
  kafkaMessage = (await importSample<{ kafkaMessage: KafkaMessageOf }>('kafka-message.ts')).kafkaMessage
  eventOf = (await importSample<{ eventOf: typeof eventOf }>('from-kafka.ts')).eventOf
})

/** What the SDK gets after the message was bytes in Kafka. */
function received({ key, headers, value }: Message): KafkaMessage {
  const strings = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text).toString()])
  return {
    key: key ?? undefined,
    headers: Object.fromEntries(strings),
    value: Buffer.from(value),
    body: undefined,
  } as KafkaMessage
}

test.each(Object.entries(exampleEvents))(
  '%s has the shape that the page and the binding have',
  (_, event) => {
    const { key, headers, value } = kafkaMessage(event)
    const { data, datacontenttype, ...attributes } = toCloudEvent(event)
    const prefixed = Object.entries(attributes).map(([name, text]) => [`ce_${name}`, text])
    expect(headers).toEqual({ 'content-type': datacontenttype, ...Object.fromEntries(prefixed) })
    expect(JSON.parse(value)).toEqual(data)
    expect(key).toBe(attributes.subject ?? null)
  },
)

test('the SDK makes the same message, with two more headers', () => {
  const event = catalog.prompt_template_label_moved.example
  const made = Kafka.binary(new CloudEvent({ ...toCloudEvent(event), partitionkey: 'prompt_template/12' }))
  const { key, headers, value } = kafkaMessage(event)
  // It adds the attribute that it makes the key of, and one header twice.
  const { ce_partitionkey, ce_datacontenttype, ...others } = made.headers
  expect([ce_partitionkey, ce_datacontenttype]).toEqual([key, headers['content-type']])
  expect(others).toEqual(headers)
  expect(made.key).toBe(key)
  expect(made.value).toEqual(JSON.parse(value))
})

test('the SDK and a consumer without one read every event as it was', () => {
  fc.assert(
    fc.property(arbitraryEvent(fc), (event) => {
      const original = JSON.parse(JSON.stringify(event))
      const message = received(kafkaMessage(event))
      expect(Kafka.isEvent(message)).toBe(true)
      expect(fromCloudEvent(Kafka.toEvent(message))).toEqual(original)
      expect(eventOf(message as { value: Buffer })).toEqual({ kind: 'event', event: original })
    }),
  )
})

test('all events of a template have one key', () => {
  const ofTemplate = Object.values(exampleEvents).filter(({ details }) => 'prompt_template_id' in details)
  for (const event of ofTemplate) {
    const { prompt_template_id: id } = event.details as { prompt_template_id: number }
    expect(kafkaMessage(event).key).toBe(`prompt_template/${id}`)
  }
  expect(ofTemplate.length).toBeGreaterThan(1)
})

test('the receiver sends known and unknown events, with the id of the delivery', async () => {
  vi.stubEnv('WEBHOOK_SECRET', secret)
  const send = vi.fn(async (_record: { topic: string; messages: Message[] }) => {})
  const sample = await importSample<{ receiverFor: (to: typeof send) => Receiver }>('to-kafka.ts')
  const receiver = sample.receiverFor(send)
  const ids: string[] = []
  const other = createReceiver({ secret, on: {}, onAny: (_, { deliveryId }) => void ids.push(deliveryId) })
  // A CloudEvent of the parsed event alone would have another id than the delivery.
  const otherNumber = moved.replace('"user_id":1', '"user_id":1.0')
  for (const body of [moved, moved, unknown, otherNumber]) {
    expect((await receiver.fetch(post(body))).status).toBe(204)
    await other.fetch(post(body))
  }
  const messages = send.mock.calls.flatMap(([{ messages }]) => messages)
  expect(messages.map(({ headers }) => headers.ce_id)).toEqual(ids)
  expect(messages.map(({ value }) => value)).toEqual([moved, moved, unknown, moved])

  vi.spyOn(console, 'error').mockReturnValue()
  send.mockRejectedValueOnce(new Error('no broker'))
  expect((await receiver.fetch(post(moved))).status).toBe(500)
  vi.unstubAllEnvs()
})
