import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createReceiver, type Receiver, toNodeHandler } from 'prompt-webhooks/receiver'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { Background } from '../../test/cli/background.js'
import { createHub, type Hub, serve } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { example } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { stubHub } from './safety/stub-hub.js'

const token = 'a-token-that-is-long-enough'
const named = (user_name: string) => ({ ...example, user_name })

/** Starts the built command. */
function listen(args: readonly string[], environment: Record<string, string> = {}): Background {
  const command = new Background(['listen', ...args], environment)
  onTestFinished(async () => {
    await command.end('SIGKILL')
  })
  return command
}

/** A receiver that requires both signatures, once it has a secret. */
async function startLaptopReceiver() {
  const names: string[] = []
  const ids: string[] = []
  const statuses: number[] = []
  let receiver: Receiver | undefined
  const server = createServer((request, response) => {
    response.on('finish', () => statuses.push(response.statusCode))
    if (receiver) toNodeHandler(receiver)(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    names: () => names,
    ids,
    statuses,
    trust(secret: string) {
      receiver = createReceiver({
        secret,
        scheme: 'both',
        on: {},
        onAny(event, { deliveryId }) {
          names.push(`${event.user_name}`)
          ids.push(`${deliveryId}`)
        },
      })
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe.each(databases)('$name', ({ start }) => {
  let database: TestDatabases
  beforeAll(async () => {
    database = await start()
  })
  afterAll(() => database.stop())

  test('what a hub publishes reaches a laptop in order and once, whatever breaks in between', async () => {
    const options = { ...(await database.create()), work: false }
    let hub: Hub = await createHub(options)
    let server = await serve(hub, { port: 0, token })
    const { port } = new URL(server.url)
    const again = () => serve(hub, { port: Number(port), token })
    const expected: string[] = []
    const publish = async (count: number) => {
      for (let index = 0; index < count; index++) {
        expected.push(`${expected.length}`)
        await hub.publish(named(`${expected.length - 1}`))
      }
    }
    await using receiver = await startLaptopReceiver()
    const command = listen(['--hub', server.url, '--forward', receiver.url], { PROMPT_WEBHOOKS_TOKEN: token })
    receiver.trust(await command.until(/Signing with (whsec_\S+),/))
    const [listener] = await hub.listeners.list()
    expect(listener?.name).toMatch(/./)
    const arrived = () => eventually(async () => receiver.names().length === expected.length)
    await publish(5)
    await arrived()

    // The connection breaks while the hub goes on.
    await server.close()
    await command.until(/(Connection lost)/)
    await publish(3)
    server = await again()
    await publish(2)
    await arrived()

    // The hub ends, and another one accepts events before it can be reached.
    await server.close()
    await hub.close()
    hub = await createHub(options)
    await publish(120)
    server = await again()
    await publish(2)
    await arrived()
    expect(receiver.names()).toEqual(expected)
    expect(new Set(receiver.ids).size).toBe(expected.length)
    expect(new Set(receiver.statuses)).toEqual(new Set([204]))
    expect(await hub.listeners.list()).toMatchObject([{ id: listener?.id, since: listener?.since }])

    const { status, stdout, stderr } = await command.end('SIGINT')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout.match(/Connected again to/g)).toHaveLength(2)
    expect(stdout).toContain(`${expected.length} events: ${expected.length} accepted, 0 not accepted`)
    await eventually(async () => (await hub.listeners.list()).length === 0)
    await server.close()
    await hub.close()
  })
})

/** A hub that publishes what it is told to. */
function publishingHub() {
  const events: unknown[] = []
  const listeners = new Set<() => void>()
  const hub = stubHub({
    events: {
      after: async (cursor = '0') => ({
        items: events
          .map((event, index) => ({
            id: `event-${index}`,
            publishedAt: new Date(0),
            event,
            cursor: `${index + 1}`,
          }))
          .slice(Number(cursor)),
        cursor: `${events.length}`,
      }),
      onPublished(listener: () => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    } as never,
    listeners: { list: async () => [], greet: async () => {}, leave: async () => {} },
  })
  return {
    hub,
    publish(event: unknown) {
      events.push(event)
      for (const listener of listeners) listener()
    },
  }
}

test('each event is one line of JSON; a receiver that fails, and a type that is not known, stop nothing', async () => {
  const { hub, publish } = publishingHub()
  const server = await serve(hub, { port: 0 })
  let status = 500
  const endpoint = await startEndpoint((_, response) => response.writeHead(status).end())
  const secret = `whsec_${Buffer.alloc(32, 'given').toString('base64')}`
  const command = listen(['--hub', server.url, '--forward', endpoint.url, '--json'], {
    PROMPT_WEBHOOKS_SECRET: secret,
  })
  await command.until(/(Listening) to/)
  publish(named('first'))
  await endpoint.count(1)
  status = 204
  publish({ ...example, event_type: 'prompt_template_added_later' })
  await endpoint.count(2)
  await endpoint.stop()
  publish(named('third'))
  await eventually(async () => command.stdout.split('\n').length > 3)
  const { stdout, stderr } = await command.end('SIGTERM')
  // The secret that you gave is not printed.
  expect(stderr).toBe(`Listening to ${server.url}\n`)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const time = new Date(0).toISOString()
  expect(lines).toMatchObject([
    {
      time,
      eventId: 'event-0',
      verdict: 'valid',
      forward: { url: endpoint.url, status: 500 },
      event: named('first'),
    },
    { verdict: 'unknown', forward: { status: 204 } },
    { verdict: 'valid', forward: { error: 'connection refused' } },
  ])
  expect(endpoint.received.map(({ headers }) => headers['webhook-id'])).toEqual(['event-0', 'event-1'])
  await server.close()
})

test.each([
  ['no token', undefined, /^error: the hub at \S+ needs a token\. Set PROMPT_WEBHOOKS_TOKEN/],
  ['a wrong token', 'another-token-that-is-long', /^error: the hub at \S+ refuses the token\. Check/],
])('%s ends it with a message', async (_, given, message) => {
  const server = await serve(publishingHub().hub, { port: 0, token })
  const command = listen(['--hub', server.url], given === undefined ? {} : { PROMPT_WEBHOOKS_TOKEN: given })
  const { status, stdout, stderr } = await command.end()
  expect(stderr).toMatch(message)
  expect(stderr).not.toContain(given ?? 'at ./')
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
  await server.close()
})

test('a hub in memory that starts again ends it with a message: it has another database', async () => {
  const first = await createHub()
  const server = await serve(first, { port: 0 })
  // With its own cursor, which no new database has reached.
  for (let count = 0; count < 20; count++) await first.publish(example)
  const command = listen(['--hub', server.url])
  await command.until(/(Listening) to/)
  await server.close()
  await first.close()
  const second = await createHub()
  onTestFinished(() => second.close())
  const again = await serve(second, { port: Number(new URL(server.url).port) })
  const { status, stderr } = await command.end()
  expect([status, stderr]).toEqual([2, expect.stringContaining('has another database now')])
  await again.close()
})

test('a token that was changed ends it when it connects again', async () => {
  const { hub } = publishingHub()
  const server = await serve(hub, { port: 0, token })
  const command = listen(['--hub', server.url, '--token', token])
  await command.until(/(Listening) to/)
  await server.close()
  const changed = await serve(hub, { port: Number(new URL(server.url).port), token: `${token}-new` })
  const { status, stderr } = await command.end()
  expect([status, stderr]).toEqual([2, expect.stringContaining('refuses the token')])
  await changed.close()
})

test('it exits with a message if the URL is not a hub, and waits for a hub that is not ready', async () => {
  let status = 404
  const endpoint = await startEndpoint((_, response) => response.writeHead(status).end())
  const url = new URL('/', endpoint.url).href
  const refused = await listen(['--hub', url]).end()
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('no hub at')])
  status = 302
  expect((await listen(['--hub', url]).end()).status).toBe(2)
  status = 503
  const waiting = listen(['--hub', url])
  await waiting.until(/Connection lost \((the hub answered 503)\)/)
  await endpoint.count(4)
  expect((await waiting.end('SIGINT')).status).toBe(0)
  await endpoint.stop()
  const away = await listen(['--hub', url]).end()
  expect([away.status, away.stderr]).toEqual([
    2,
    `error: cannot reach the hub at ${url}: connection refused\n`,
  ])
  const both = await listen(['--hub', url, '--port', '1']).end()
  expect([both.status, both.stderr]).toEqual([2, expect.stringMatching(/--hub.*--port/)])
})
