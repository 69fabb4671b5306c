import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  checkEndpointUrl,
  createEmitter,
  createEvent,
  type DeliveryReport,
  deliver,
  type EmitterOptions,
  type Lookup,
} from '../../src/emitter/index.js'
import { InvalidEventError, isStrictWebhookEvent, type WebhookEvent } from '../../src/index.js'
import { verifySignature } from '../../src/signature/index.js'
import { startTestEndpoint, type TestEndpointOptions } from '../../src/testing/index.js'
import { moved, secret } from './examples.js'
import { start } from './servers.js'

/** An object with the same properties, and how often each one was read. */
function counting<Value extends object>(value: Value) {
  const reads: Record<string, number> = {}
  const counted = {} as Value
  for (const [name, each] of Object.entries(value)) {
    reads[name] = 0
    Object.defineProperty(counted, name, {
      enumerable: true,
      get: () => {
        reads[name] = (reads[name] ?? 0) + 1
        return each
      },
    })
  }
  return { counted, reads }
}

/** The first value for the first reads, the second one from then on. */
function switching<Value>(first: Value, second: unknown, reads: number): () => Value {
  let count = 0
  return () => (count++ < reads ? first : (second as Value))
}

/** An event whose JSON is another value. */
function withToJson(json: unknown): WebhookEvent {
  class Event {
    toJSON() {
      return json
    }
  }
  return Object.assign(new Event(), moved)
}

const severalReads = Array.from({ length: 12 }, (_, reads) => reads)

/** An endpoint, and each request that it received. */
async function recorder(respond: NonNullable<TestEndpointOptions['respond']> = 204) {
  const endpoint = await startTestEndpoint({ respond })
  onTestFinished(() => endpoint.close())
  return { url: endpoint.url, received: endpoint.deliveries }
}

const allow = ['127.0.0.1']

describe('an event that changes between the check and the sending', () => {
  const changing: [string, (reads: number) => WebhookEvent][] = [
    [
      'by a getter',
      (reads) => Object.defineProperty({ ...moved }, 'user_id', { get: switching(1, 0, reads) }),
    ],
    [
      'by a getter in its details',
      (reads) =>
        ({
          ...moved,
          details: Object.defineProperty({ ...moved.details }, 'prompt_template_id', {
            get: switching(1, 'a', reads),
          }),
        }) as WebhookEvent,
    ],
    ['by toJSON', () => withToJson({ ...moved, user_id: 0 })],
    ['by a toJSON that gives nothing', () => withToJson(undefined)],
    [
      'by a proxy',
      (reads) => {
        const type = switching(moved.event_type, 'archived', reads)
        return new Proxy(
          { ...moved },
          {
            get: (target, name) => (name === 'event_type' ? type() : Reflect.get(target, name)),
          },
        )
      },
    ],
  ]

  test.each(changing)('%s: only a strict event is sent, with its own signature', async (_, make) => {
    const { url, received } = await recorder()
    const emitter = createEmitter({ endpoints: [{ url, secret }], allow })
    for (const reads of severalReads) {
      try {
        const { request } = await deliver(make(reads), { url, secret }, { allow })
        expect(request.body).toBe(received.at(-1)?.body)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidEventError)
      }
      try {
        emitter.emit(make(reads))
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidEventError)
      }
    }
    await emitter.close()
    for (const { body, headers } of received) {
      const signature = headers['x-promptlayer-signature']
      expect(isStrictWebhookEvent(JSON.parse(body))).toBe(true)
      expect(verifySignature({ body, signature, secret })).toBe(true)
    }
  })

  test('NaN is a mistake, not null', async () => {
    const event = { ...moved, user_name: Number.NaN as never }
    await expect(deliver(event, { url: 'https://example.com', secret })).rejects.toThrow(InvalidEventError)
  })

  test('createEvent gives a copy of the details', () => {
    const details = { prompt_template_id: 8, prompt_template_name: 'a' }
    const event = createEvent('prompt_template_deleted', details, { userId: 1, workspaceId: 1 })
    details.prompt_template_id = 0
    expect(event.details.prompt_template_id).toBe(8)
  })
})

describe('options and endpoints', () => {
  test('deliver reads each once', async () => {
    const { url } = await recorder()
    const { signal } = new AbortController()
    const lookup: Lookup = async () => ['127.0.0.1']
    const options = counting({
      id: 'msg_1',
      allow,
      connectTimeoutMs: 1000,
      timeoutMs: 1000,
      signal,
      lookup,
      maxResponseBodyBytes: 10,
    })
    const endpoint = counting({ url, secret: [secret] })
    const result = await deliver(moved, endpoint.counted, options.counted)
    expect(result.outcome).toBe('delivered')
    for (const { reads } of [options, endpoint]) expect(new Set(Object.values(reads))).toEqual(new Set([1]))
  })

  test('createEmitter reads each once, however many attempts it makes', async () => {
    const { url, received } = await recorder([500, 500, 204, 500, 500, 204])
    const endpoint = counting({ url, secret: [secret], events: ['prompt_template_label_moved'] as const })
    const options = counting<EmitterOptions>({
      endpoints: [endpoint.counted],
      concurrency: 1,
      maxPending: 10,
      retryDelay: () => 0,
      onDelivery: () => {},
      allow,
      connectTimeoutMs: 1000,
      timeoutMs: 1000,
      lookup: async () => ['127.0.0.1'],
      maxResponseBodyBytes: 10,
    })
    const emitter = createEmitter(options.counted)
    emitter.emit(moved)
    emitter.emit(moved)
    await emitter.close()
    expect(received).toHaveLength(6)
    for (const { reads } of [options, endpoint]) expect(new Set(Object.values(reads))).toEqual(new Set([1]))
  })

  test('checkEndpointUrl reads each once', () => {
    const { counted, reads } = counting({ allow })
    expect(checkEndpointUrl('http://127.0.0.1/', counted)).toBeUndefined()
    expect(reads).toEqual({ allow: 1 })
  })

  test('the URL of the result is the one that was called', async () => {
    const called = await recorder()
    const other = `${called.url}other`
    for (const reads of severalReads) {
      const endpoint = Object.defineProperty({ url: '', secret }, 'url', {
        get: switching(called.url, other, reads),
      })
      const { request } = await deliver(moved, endpoint, { allow })
      expect(new URL(request.url).pathname).toBe(called.received.at(-1)?.path)
    }
  })

  test('an emitter keeps what it was made with', async () => {
    const target = await recorder([500, 204])
    const reports: DeliveryReport[] = []
    const endpoint = { url: target.url, secret: [secret], events: [moved.event_type] }
    const options = {
      endpoints: [endpoint],
      allow: [...allow],
      timeoutMs: 5000,
      maxPending: 10,
      retryDelay: (): number | undefined => 0,
      onDelivery: (report: DeliveryReport): unknown => reports.push(report),
    }
    const emitter = createEmitter(options)
    emitter.emit(moved)
    Object.assign(endpoint, { url: 'http://10.0.0.1/', events: [] })
    endpoint.secret[0] = 'another'
    options.allow.length = 0
    options.endpoints.length = 0
    Object.assign(options, { timeoutMs: -1, maxPending: 0, retryDelay: null, onDelivery: null })
    emitter.emit(moved)
    await emitter.close()
    expect(reports.map(({ state }) => state).sort()).toEqual(['delivered', 'delivered', 'retrying'])
    expect(target.received).toHaveLength(3)
    for (const { body, headers } of target.received) {
      const signature = headers['x-promptlayer-signature']
      expect(verifySignature({ body, signature, secret })).toBe(true)
    }
  })

  test('a list of allowed addresses that grows later allows no more', async () => {
    const target = await recorder()
    const reports: DeliveryReport[] = []
    const growing: string[] = []
    const emitter = createEmitter({
      endpoints: [{ url: target.url.replace('127.0.0.1', 'hooks.example'), secret }],
      allow: growing,
      lookup: async () => ['127.0.0.1'],
      onDelivery: (report) => reports.push(report),
    })
    growing.push('127.0.0.1')
    emitter.emit(moved)
    await emitter.close()
    expect(reports).toMatchObject([{ state: 'failed', result: { outcome: 'refused' } }])
    expect(target.received).toEqual([])
  })

  test('onDelivery cannot change what is sent next, or what others are told', async () => {
    const target = await recorder([500, 204])
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const told: unknown[] = []
    const emitter = createEmitter({
      endpoints: [{ url: target.url, secret }],
      allow,
      retryDelay: () => 0,
      onDelivery: ({ event }) => {
        told.push(structuredClone(event))
        Object.assign(event.details, { prompt_template_id: 0 })
      },
    })
    emitter.emit(moved)
    await emitter.close()
    error.mockRestore()
    expect(told).toEqual([moved, moved])
    expect(target.received.map(({ body }) => JSON.parse(body))).toEqual([moved, moved])
  })
})

test('the addresses of a lookup that change after the check are not connected to', async () => {
  const connected = vi.fn()
  const port = await start(createServer(connected))
  const url = `http://hooks.example:${port}/`
  for (const reads of severalReads) {
    const read = switching('192.0.2.1', '127.0.0.1', reads)
    const lookup: Lookup = async () => Object.defineProperty([''], 0, { get: read, enumerable: true })
    const options = { lookup, allow: ['192.0.2.0/24'], connectTimeoutMs: 50 }
    const { outcome } = await deliver(moved, { url, secret }, options)
    expect(['retry', 'refused']).toContain(outcome)
  }
  expect(connected).not.toHaveBeenCalled()
})
