import { getEventListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  createEmitter,
  type DeliveryReport,
  type EmitterEndpoint,
  type EmitterOptions,
} from '../../src/emitter/index.js'
import { InvalidEventError, type WebhookEvent } from '../../src/index.js'
import { examples, moved, secret } from './examples.js'
import { serveHttp } from './servers.js'

let reports: DeliveryReport[]
const rejections = vi.fn()

beforeEach(() => {
  reports = []
  rejections.mockReset()
  process.on('unhandledRejection', rejections)
})
afterEach(() => {
  process.off('unhandledRejection', rejections)
  expect(rejections).not.toHaveBeenCalled()
})

const emitterTo = (endpoints: readonly EmitterEndpoint[], options: Partial<EmitterOptions> = {}) =>
  createEmitter({
    endpoints,
    allow: ['127.0.0.1'],
    retryDelays: (attempts) => (attempts < 10 ? 1 : undefined),
    onDelivery: (report) => reports.push(report),
    ...options,
  })

interface Received {
  readonly id: string
  readonly event: WebhookEvent
}

/** An endpoint that answers as it is told, with 204 unless told, and what it received. */
async function endpoint(
  answer: (received: Received, count: number) => number | Promise<number> = () => 204,
  more: Partial<EmitterEndpoint> & { readonly headers?: Record<string, string> } = {},
) {
  const received: Received[] = []
  const { headers, ...rest } = more
  const port = await serveHttp(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const delivery = { id: `${request.headers['webhook-id']}`, event: JSON.parse(body) }
    received.push(delivery)
    response.writeHead(await answer(delivery, received.length), headers).end()
  })
  return { url: `http://127.0.0.1:${port}/`, secret, ...rest, received }
}

const withId = (id: number): WebhookEvent =>
  ({ ...moved, details: { ...moved.details, prompt_template_id: id } }) as WebhookEvent
const idsOf = (received: readonly Received[]) =>
  received
    .map(({ event }) => (event.details as typeof moved.details).prompt_template_id)
    .sort((a, b) => a - b)
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

test('delivers each event to each endpoint', async () => {
  const targets = [await endpoint(), await endpoint()]
  const emitter = emitterTo(targets)
  for (const event of examples) emitter.emit(event)
  await emitter.close()
  for (const { received } of targets) {
    expect(received.map(({ event }) => event)).toEqual(expect.arrayContaining([...examples]))
    expect(received).toHaveLength(examples.length)
  }
  expect(reports).toHaveLength(2 * examples.length)
  for (const report of reports) {
    expect(report).toMatchObject({ state: 'delivered', attempts: 1, result: { outcome: 'delivered' } })
    expect(report).not.toHaveProperty('retryIn')
    expect(targets).toContain(report.endpoint)
    expect(report.id).toBe(report.result?.id)
  }
  expect(new Set(reports.map(({ id }) => id)).size).toBe(reports.length)
})

test('an endpoint gets the types that it asks for', async () => {
  const some = await endpoint(undefined, { events: ['prompt_template_deleted', 'prompt_template_created'] })
  const none = await endpoint(undefined, { events: [] })
  const emitter = emitterTo([some, none])
  for (const event of examples) emitter.emit(event)
  await emitter.close()
  expect(some.received.map(({ event }) => event.event_type).sort()).toEqual([
    'prompt_template_created',
    'prompt_template_deleted',
  ])
  expect(none.received).toEqual([])
})

test('what fails is tried again, under the same id, until it is delivered', async () => {
  const target = await endpoint((_, count) => (count < 4 ? 500 : 204))
  const delays = vi.fn(() => 1)
  const emitter = emitterTo([target], { retryDelays: delays })
  emitter.emit(moved)
  await emitter.close()
  expect(new Set(target.received.map(({ id }) => id)).size).toBe(1)
  expect(delays.mock.calls).toEqual([[1], [2], [3]])
  expect(reports.map(({ state, attempts, retryIn, reason }) => [state, attempts, retryIn, reason])).toEqual([
    ['retrying', 1, 1, 'answered 500'],
    ['retrying', 2, 1, 'answered 500'],
    ['retrying', 3, 1, 'answered 500'],
    ['delivered', 4, undefined, 'answered 204'],
  ])
})

test('when the delays are over it is given up', async () => {
  const target = await endpoint(() => 404)
  const emitter = emitterTo([target], { retryDelays: (attempts) => (attempts < 3 ? 0 : undefined) })
  emitter.emit(moved)
  await emitter.close()
  expect(reports.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['retrying', 1],
    ['retrying', 2],
    ['failed', 3],
  ])
  expect(reports[2]).toMatchObject({ reason: 'answered 404', result: { outcome: 'retry', status: 404 } })
})

test('an answer that asks to wait is waited for, where that is longer', async () => {
  const headers = { 'retry-after': '1' }
  const target = await endpoint((_, count) => (count === 1 ? 503 : 204), { headers })
  const emitter = emitterTo([target])
  const started = Date.now()
  emitter.emit(moved)
  await emitter.close()
  expect(reports.map(({ retryIn }) => retryIn)).toEqual([1000, undefined])
  expect(Date.now() - started).toBeGreaterThan(900)

  const emitterOfLongDelays = emitterTo([await endpoint(() => 503, { headers })], { retryDelays: () => 5000 })
  emitterOfLongDelays.emit(moved)
  await expect.poll(() => reports[2]?.retryIn).toBe(5000)
  await emitterOfLongDelays.close({ signal: AbortSignal.abort() })
})

test('the usual delays are those of retryDelays', async () => {
  const emitter = emitterTo([await endpoint(() => 500)], { retryDelays: undefined })
  emitter.emit(moved)
  await expect.poll(() => reports[0]?.state).toBe('retrying')
  expect(reports[0]?.retryIn).toBeGreaterThanOrEqual(4000)
  expect(reports[0]?.retryIn).toBeLessThanOrEqual(6000)
  await emitter.close({ signal: AbortSignal.abort() })
})

test('so many attempts are under way to an endpoint at a time, and no more', async () => {
  let now = 0
  let most = 0
  const target = await endpoint(async () => {
    most = Math.max(most, ++now)
    await setTimeout(5)
    now--
    return 204
  })
  const emitter = emitterTo([target], { concurrency: 3 })
  for (const id of numbers(30)) emitter.emit(withId(id))
  await emitter.close()
  expect(most).toBe(3)
  expect(idsOf(target.received)).toEqual(numbers(30))
})

test('an endpoint that is slow, or dead, does not hold up another', async () => {
  let release = () => {}
  const held = new Promise<number>((resolve) => {
    release = () => resolve(204)
  })
  const slow = await endpoint(() => held)
  const dead = { url: 'http://127.0.0.1:1/', secret }
  const quick = await endpoint()
  const emitter = emitterTo([slow, dead, quick], { concurrency: 2, retryDelays: () => 50 })
  for (const id of numbers(50)) emitter.emit(withId(id))
  await expect.poll(() => quick.received.length).toBe(50)
  expect(slow.received).toHaveLength(2)
  release()
  await expect.poll(() => reports.filter(({ state }) => state === 'delivered').length).toBe(100)
  await emitter.close({ signal: AbortSignal.abort() })
  expect(reports.filter(({ state }) => state === 'failed')).toHaveLength(50)
})

test('an endpoint that is gone gets nothing more, and what was pending is given up', async () => {
  const gone = await endpoint((_, count) => (count === 3 ? 410 : 500))
  const other = await endpoint()
  const emitter = emitterTo([gone, other], { concurrency: 1, retryDelays: () => 60_000 })
  for (const id of numbers(5)) emitter.emit(withId(id))
  await expect.poll(() => reports.filter(({ state }) => state === 'failed').length).toBe(5)
  emitter.emit(withId(6))
  await emitter.close()
  expect(gone.received).toHaveLength(3)
  expect(idsOf(other.received)).toEqual(numbers(6))
  const failed = reports.filter(({ state }) => state === 'failed')
  expect(failed.map(({ attempts, result }) => [attempts, result?.outcome]).sort()).toEqual([
    [0, undefined],
    [0, undefined],
    [1, undefined],
    [1, undefined],
    [1, 'gone'],
  ])
  for (const { reason, result } of failed) {
    expect(reason).toBe(result ? 'answered 410' : 'given up: the endpoint is gone')
  }
})

test('an endpoint whose address is not permitted is not tried again', async () => {
  const emitter = emitterTo([{ url: 'http://hooks.example/', secret }], { lookup: async () => ['10.0.0.1'] })
  emitter.emit(moved)
  await emitter.close()
  expect(reports).toMatchObject([{ state: 'failed', attempts: 1, result: { outcome: 'refused' } }])
})

test('more than may be pending is not taken, and told at once', async () => {
  const target = await endpoint(() => 500)
  const other = await endpoint()
  const emitter = emitterTo([target, other], { maxPending: 3, concurrency: 1, retryDelays: () => 60_000 })
  for (const id of numbers(3)) emitter.emit(withId(id))
  await expect.poll(() => other.received.length).toBe(3)
  await expect.poll(() => reports.filter(({ state }) => state === 'delivered').length).toBe(3)
  const before = reports.length
  emitter.emit(withId(4))
  expect(reports.slice(before)).toMatchObject([
    { state: 'failed', attempts: 0, reason: 'not taken: 3 deliveries are pending', endpoint: target },
  ])
  await expect.poll(() => idsOf(other.received)).toEqual(numbers(4))
  await emitter.close({ signal: AbortSignal.abort() })
})

test('what the caller changes after it was emitted is not what is delivered', async () => {
  const target = await endpoint((_, count) => (count === 1 ? 500 : 204))
  const emitter = emitterTo([target])
  const event = structuredClone(moved)
  emitter.emit(event)
  Object.assign(event, { timestamp: '1999-01-01T00:00:00' })
  await emitter.close()
  expect(target.received.map(({ event }) => event)).toEqual([moved, moved])
})

test('close waits for all that is pending, and takes nothing more', async () => {
  const target = await endpoint((_, count) => (count < 3 ? 500 : 204))
  const emitter = emitterTo([target], { retryDelays: () => 30 })
  emitter.emit(moved)
  const closing = [emitter.close(), emitter.close()]
  expect(() => emitter.emit(moved)).toThrow(new TypeError('emit: the emitter is closed'))
  const { signal } = new AbortController()
  await Promise.all([...closing, emitter.close({ signal })])
  expect(getEventListeners(signal, 'abort')).toEqual([])
  expect(reports.map(({ state }) => state)).toEqual(['retrying', 'retrying', 'delivered'])
  await emitterTo([]).close()
})

test('close gives up what is pending when it is told to', async () => {
  const target = await endpoint(() => new Promise<number>(() => {}))
  const failing = await endpoint(() => 500)
  const emitter = emitterTo([target, failing], { concurrency: 2, retryDelays: () => 60_000 })
  for (const id of numbers(5)) emitter.emit(withId(id))
  await expect.poll(() => reports.length).toBe(5)
  await emitter.close({ signal: AbortSignal.timeout(20) })
  const failed = reports.filter(({ state }) => state === 'failed')
  expect(failed).toHaveLength(10)
  const reasons = failed.map(({ reason }) => reason)
  expect(reasons.filter((reason) => reason === 'no answer: aborted by the caller')).toHaveLength(2)
  expect(reasons.filter((reason) => reason === 'given up: the emitter was closed')).toHaveLength(8)
  expect(target.received).toHaveLength(2)
})

test('an emitter that is closed by who is told of an attempt is closed', async () => {
  const target = await endpoint(() => 500)
  const emitter = emitterTo([target], {
    retryDelays: () => 60_000,
    onDelivery: (report) => {
      reports.push(report)
      if (report.state === 'retrying') void emitter.close({ signal: AbortSignal.abort() })
    },
  })
  emitter.emit(moved)
  await expect.poll(() => reports.map(({ state }) => state)).toEqual(['retrying', 'failed'])
  await emitter.close()
})

test('many who wait cost no warning', async () => {
  const warned = vi.fn()
  process.on('warning', warned)
  const emitter = emitterTo([await endpoint(() => 500)], { concurrency: 50, retryDelays: () => 60_000 })
  for (const id of numbers(100)) emitter.emit(withId(id))
  await expect.poll(() => reports.length).toBe(100)
  await emitter.close({ signal: AbortSignal.timeout(1) })
  process.off('warning', warned)
  expect(warned).not.toHaveBeenCalled()
})

test('who is told and throws, or rejects, ends no delivery', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    const target = await endpoint((_, count) => (count === 1 ? 500 : 204))
    const emitter = emitterTo([target], {
      onDelivery: ({ state }) => {
        if (state === 'retrying') throw new Error('thrown')
        return Promise.reject(new Error('rejected'))
      },
    })
    emitter.emit(moved)
    await emitter.close()
    expect(target.received).toHaveLength(2)
    await expect.poll(() => error.mock.calls.map(([each]) => each.message)).toEqual(['thrown', 'rejected'])
  } finally {
    error.mockRestore()
  }
})

test('an event that may not be sent goes nowhere', async () => {
  const target = await endpoint()
  const emitter = emitterTo([target])
  expect(() => emitter.emit({ ...moved, user_id: 0 })).toThrow(InvalidEventError)
  await emitter.close()
  expect(target.received).toEqual([])
})

test.each<[string, unknown]>([
  ['options', null],
  ['endpoints', {}],
  ['endpoints', { endpoints: { url: 'https://example.com', secret } }],
  ['endpoints\\[1\\]: ', { endpoints: [{ url: 'https://example.com', secret }, null] }],
  ['endpoints\\[0\\]\\.url: .*private', { endpoints: [{ url: 'http://10.0.0.1', secret }] }],
  [
    'endpoints\\[0\\]\\.url: .*localhost',
    { endpoints: [{ url: 'http://localhost', secret }], allow: ['127.0.0.1'] },
  ],
  ['secret', { endpoints: [{ url: 'https://example.com', secret: '' }] }],
  ['secret', { endpoints: [{ url: 'https://example.com', secret: 'whsec_!' }] }],
  ['endpoints\\[0\\]\\.events', { endpoints: [{ url: 'https://example.com', secret, events: ['a'] }] }],
  ['endpoints\\[0\\]\\.events', { endpoints: [{ url: 'https://example.com', secret, events: 'a' }] }],
  ['allow', { endpoints: [{ url: 'https://example.com', secret }], allow: ['*'] }],
  ['timeout', { endpoints: [], timeout: 0 }],
  ['concurrency', { endpoints: [], concurrency: 0 }],
  ['maxPending', { endpoints: [], maxPending: 1.5 }],
  ['retryDelays', { endpoints: [], retryDelays: 5 }],
  ['onDelivery', { endpoints: [], onDelivery: 'a' }],
])('a wrong option is a mistake that names it: %s', (name, options) => {
  expect(() => createEmitter(options as never)).toThrow(TypeError)
  expect(() => createEmitter(options as never)).toThrow(new RegExp(`^${name}`))
})
