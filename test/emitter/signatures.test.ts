import { createServer } from 'node:http'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { deliver } from '../../src/emitter/index.js'
import type { WebhookEvent } from '../../src/index.js'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { startTestEndpoint } from '../../src/testing/index.js'
import { python } from '../support/python.js'
import { hasTools } from '../support/tools.js'
import { examples, messageSecret, moved, otherMessageSecret, secret } from './examples.js'
import { start } from './servers.js'

const allow = ['127.0.0.1']

/** Delivers the events to an endpoint, and returns what it receives. */
async function receive(events: readonly WebhookEvent[], secrets: readonly string[]) {
  await using endpoint = await startTestEndpoint({ secret: secrets })
  for (const event of events) {
    const result = await deliver(event, { url: endpoint.url, secret: secrets }, { allow })
    expect(result.outcome).toBe('delivered')
  }
  expect(endpoint.deliveries.flatMap(({ problems }) => problems)).toEqual([])
  return endpoint.deliveries
}

const texts = fc.sample(fc.string({ unit: 'binary', minLength: 1 }), { numRuns: 50, seed: 1 })
const events = [
  ...examples,
  ...['José', '😀', '\u2028\u007f"\\', '\ud83d', 'a,[b]', ...texts].map((user_name) => ({
    ...moved,
    user_name,
  })),
]

const rotations = [
  [secret],
  [secret, 'another'],
  [messageSecret],
  [secret, messageSecret],
  [messageSecret, otherMessageSecret],
  [messageSecret, secret, otherMessageSecret],
]

test.runIf(hasTools('python3'))('Python’s standard library verifies each delivery', async () => {
  const deliveries = []
  for (const secrets of rotations) {
    const received = await receive(events, secrets)
    deliveries.push(...received.map((each, index) => ({ ...each, secrets, event: events[index] })))
  }
  const output = python(['test/emitter/verify.py'], JSON.stringify(deliveries))
  expect(output.trim().split('\n')).toEqual(deliveries.map(() => 'ok'))
})

test('the package standardwebhooks verifies each delivery with each whsec_ secret', async () => {
  for (const secrets of rotations) {
    for (const { headers, body } of await receive(events, secrets)) {
      for (const each of secrets.filter((each) => each.startsWith('whsec_'))) {
        const event = new Webhook(each).verify(body, headers)
        expect(event).toEqual(JSON.parse(body))
      }
    }
  }
})

test.each([
  ['promptlayer', secret, [secret, messageSecret]],
  ['promptlayer', [secret, 'new'], ['new', secret]],
  ['standard-webhooks', messageSecret, [secret, messageSecret]],
  ['standard-webhooks', otherMessageSecret, [messageSecret, otherMessageSecret]],
  ['both', messageSecret, messageSecret],
  ['both', [secret, messageSecret], [secret, messageSecret, otherMessageSecret]],
] as const)(
  'a receiver with scheme %s and secret %j accepts a delivery signed with %j',
  async (scheme, known, used) => {
    const handled: WebhookEvent[] = []
    const receiver = createReceiver({
      secret: known,
      scheme,
      on: {},
      onAny: (event) => handled.push(event as never),
    })
    const port = await start(createServer(toNodeHandler(receiver)))
    const url = `http://127.0.0.1:${port}`
    expect((await deliver(moved, { url, secret: used }, { allow })).outcome).toBe('delivered')
    expect(handled).toEqual([moved])
    expect(await deliver(moved, { url, secret: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAA' }, { allow })).toMatchObject({
      status: 401,
    })
  },
)
