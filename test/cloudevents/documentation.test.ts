import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Kafka, type KafkaMessage } from 'cloudevents'
import { afterAll, expect, test, vi } from 'vitest'
import { fromCloudEvent } from '../../src/cloudevents/index.js'
import { catalog } from '../../src/generated/catalog.js'
import { moved as body, post, secret } from '../receiver/signed-request.js'

const blocks = readFileSync('docs/cloudevents.md', 'utf8').split('```ts\n').slice(1)
// Inside the package, so that it can import itself by name.
const folder = mkdtempSync('documentation-')
afterAll(() => rmSync(folder, { recursive: true }))

/** Returns what an example exports under a name. */
async function exported(name: string) {
  const [source = ''] = blocks.find((block) => block.includes(name))?.split('```') ?? []
  const file = join(folder, `${name}.ts`)
  writeFileSync(file, source)
  return (await import(resolve(file)))[name]
}

const moved = catalog.prompt_template_label_moved.example

test('the receiver of docs/cloudevents.md sends the event', async () => {
  vi.stubEnv('WEBHOOK_SECRET', secret)
  const sent: string[] = []
  const receiver = (await exported('receiverThatSends'))(async (message: string) => void sent.push(message))
  expect((await receiver.fetch(post(body))).status).toBe(204)
  expect(sent.map((message) => fromCloudEvent(JSON.parse(message)))).toEqual([moved])
})

test('the SDK reads the message for Kafka', async () => {
  const message: KafkaMessage = (await exported('kafkaMessage'))(moved)
  expect(message.key).toBe('prompt_template/12')
  expect(fromCloudEvent(Kafka.toEvent(message))).toEqual(moved)
})

test('the entry for EventBridge contains the event', async () => {
  const { Source, DetailType, Detail } = (await exported('eventBridgeEntry'))(moved)
  expect([Source, DetailType]).toEqual(['prompt-webhooks', 'com.promptlayer.prompt_template_label_moved'])
  expect(fromCloudEvent(JSON.parse(Detail))).toEqual(moved)
})
