import { getEventListeners } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  createEmitter,
  type DeliveryReport,
  type EmitterEndpoint,
  type EmitterOptions,
} from '../../src/emitter/index.js'
import { InvalidEventError, type PromptTemplateLabelMoved, type WebhookEvent } from '../../src/index.js'
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
    endpoints: endpoints.map(({ url, secret, events }) => ({ url, secret, events })),
    allow: ['127.0.0.1'],
    retryDelay: (attempts) => (attempts < 10 ? 1 : undefined),
    onDelivery: (report) => reports.push(report),
    ...options,
  })

interface Received {
  readonly id: string
  readonly event: WebhookEvent
}

/** An endpoint that answers with a given status (default: 204), and what it received. */
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
    .map(({ event }) => (event as PromptTemplateLabelMoved).details.prompt_template_id)
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
    expect(report).not.toHaveProperty('retryInMs')
    expect(targets.map(({ url }) => url)).toContain(report.endpoint.url)
    expect(report.id).toBe(report.result?.id)
  }
  expect(new Set(reports.map(({ id }) => id)).size).toBe(reports.length)
})

test('an endpoint gets only the event types that it lists', async () => {
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

test('retries a failed delivery with the same id until it succeeds', async () => {
  const target = await endpoint((_, count) => (count < 4 ? 500 : 204))
  const delays = vi.fn(() => 1)
  const emitter = emitterTo([target], { retryDelay: delays })
  emitter.emit(moved)
  await emitter.close()
  expect(new Set(target.received.map(({ id }) => id)).size).toBe(1)
  expect(delays.mock.calls).toEqual([[1], [2], [3]])
  expect(
    reports.map(({ state, attempts, retryInMs, reason }) => [state, attempts, retryInMs, reason]),
  ).toEqual([
    ['retrying', 1, 1, 'answered 500'],
    ['retrying', 2, 1, 'answered 500'],
    ['retrying', 3, 1, 'answered 500'],
    ['delivered', 4, undefined, 'answered 204'],
  ])
})

test('gives up when retryDelay returns undefined', async () => {
  const target = await endpoint(() => 404)
  const emitter = emitterTo([target], { retryDelay: (attempts) => (attempts < 3 ? 0 : undefined) })
  emitter.emit(moved)
  await emitter.close()
  expect(reports.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['retrying', 1],
    ['retrying', 2],
    ['failed', 3],
  ])
  expect(reports[2]).toMatchObject({ reason: 'answered 404', result: { outcome: 'retry', status: 404 } })
})

test('waits for retryDelay or Retry-After, whichever is longer', async () => {
  const headers = { 'retry-after': '1' }
  const target = await endpoint((_, count) => (count === 1 ? 503 : 204), { headers })
  const emitter = emitterTo([target])
  emitter.emit(moved)
  await emitter.close()
  expect(reports.map(({ retryInMs }) => retryInMs)).toEqual([1000, undefined])

  const emitterOfLongDelays = emitterTo([await endpoint(() => 503, { headers })], { retryDelay: () => 5000 })
  emitterOfLongDelays.emit(moved)
  await expect.poll(() => reports[2]?.retryInMs).toBe(5000)
  await emitterOfLongDelays.close({ signal: AbortSignal.abort() })
})

test('the default delays are those of retryDelay', async () => {
  const emitter = emitterTo([await endpoint(() => 500)], { retryDelay: undefined })
  emitter.emit(moved)
  await expect.poll(() => reports[0]?.state).toBe('retrying')
  expect(reports[0]?.retryInMs).toBeGreaterThanOrEqual(4000)
  expect(reports[0]?.retryInMs).toBeLessThanOrEqual(6000)
  await emitter.close({ signal: AbortSignal.abort() })
})

test.each([
  [3, { concurrency: 3 }],
  [8, {}],
])('makes at most %i attempts to an endpoint at the same time with %j', async (concurrency, options) => {
  let now = 0
  let most = 0
  const target = await endpoint(async () => {
    most = Math.max(most, ++now)
    // However slow the machine is, the limit is reached; a request beyond it has time to arrive.
    while (most < concurrency) await setTimeout(1)
    await setTimeout(5)
    now--
    return 204
  })
  const emitter = emitterTo([target], options)
  for (const id of numbers(40)) emitter.emit(withId(id))
  await emitter.close()
  expect(most).toBe(concurrency)
  expect(idsOf(target.received)).toEqual(numbers(40))
})

test('a slow or dead endpoint does not hold up another', async () => {
  let release = () => {}
  const held = new Promise<number>((resolve) => {
    release = () => resolve(204)
  })
  const slow = await endpoint(() => held)
  const dead = { url: 'http://127.0.0.1:1/', secret }
  const quick = await endpoint()
  const emitter = emitterTo([slow, dead, quick], { concurrency: 2, retryDelay: () => 50 })
  for (const id of numbers(50)) emitter.emit(withId(id))
  await expect.poll(() => quick.received.length).toBe(50)
  expect(slow.received).toHaveLength(2)
  release()
  await expect.poll(() => reports.filter(({ state }) => state === 'delivered').length).toBe(100)
  await emitter.close({ signal: AbortSignal.abort() })
  expect(reports.filter(({ state }) => state === 'failed')).toHaveLength(50)
})

test('an endpoint that answers 410 gets no more events, and its pending deliveries are given up', async () => {
  const gone = await endpoint((_, count) => (count === 3 ? 410 : 500))
  const other = await endpoint()
  const emitter = emitterTo([gone, other], { concurrency: 1, retryDelay: () => 60_000 })
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

test('a refused address is not retried', async () => {
  const emitter = emitterTo([{ url: 'http://hooks.example/', secret }], { lookup: async () => ['10.0.0.1'] })
  emitter.emit(moved)
  await emitter.close()
  expect(reports).toMatchObject([{ state: 'failed', attempts: 1, result: { outcome: 'refused' } }])
})

test('drops and reports events at once when maxPending deliveries are pending', async () => {
  const target = await endpoint(() => 500)
  const other = await endpoint()
  const emitter = emitterTo([target, other], { maxPending: 3, concurrency: 1, retryDelay: () => 60_000 })
  for (const id of numbers(3)) emitter.emit(withId(id))
  await expect.poll(() => other.received.length).toBe(3)
  await expect.poll(() => reports.filter(({ state }) => state === 'delivered').length).toBe(3)
  const before = reports.length
  emitter.emit(withId(4))
  expect(reports.slice(before)).toMatchObject([
    {
      state: 'failed',
      attempts: 0,
      reason: 'dropped: 3 deliveries are already pending',
      endpoint: { url: target.url },
    },
  ])
  await expect.poll(() => idsOf(other.received)).toEqual(numbers(4))
  await emitter.close({ signal: AbortSignal.abort() })
})

test('each report has the endpoint that was passed, also of a delivery that was never attempted', async () => {
  const { url } = await endpoint(() => 500)
  const given = { url, secret: [secret] }
  const emitter = emitterTo([], { endpoints: [given], maxPending: 1, retryDelay: () => 60_000 })
  emitter.emit(moved)
  emitter.emit(moved)
  await expect.poll(() => reports.map(({ state }) => state)).toEqual(['failed', 'retrying'])
  await emitter.close({ signal: AbortSignal.abort() })
  expect(reports.map(({ attempts }) => attempts)).toEqual([0, 1, 1])
  for (const report of reports) expect(report.endpoint).toBe(given)
})

test('10,000 deliveries to an endpoint may be pending by default', async () => {
  const target = await endpoint(() => new Promise<number>(() => {}))
  const emitter = emitterTo([target])
  for (const id of numbers(10_000)) emitter.emit(withId(id))
  expect(reports).toEqual([])
  emitter.emit(moved)
  expect(reports).toMatchObject([
    { state: 'failed', reason: 'dropped: 10000 deliveries are already pending' },
  ])
  await emitter.close({ signal: AbortSignal.abort() })
})

test('close aborts no attempt that is over', async () => {
  const emitter = emitterTo([await endpoint()])
  for (const id of numbers(5)) emitter.emit(withId(id))
  await expect.poll(() => reports.length).toBe(5)
  const abort = vi.spyOn(AbortController.prototype, 'abort')
  try {
    await emitter.close({ signal: AbortSignal.abort() })
    expect(abort).not.toHaveBeenCalled()
  } finally {
    abort.mockRestore()
  }
})

test('a finished delivery makes room for another', async () => {
  const target = await endpoint()
  const emitter = emitterTo([target], { maxPending: 1 })
  for (const id of numbers(3)) {
    emitter.emit(withId(id))
    await expect.poll(() => reports.length).toBe(id)
  }
  await emitter.close()
  expect(reports.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
})

test('changing an event after emit does not change what is delivered', async () => {
  const target = await endpoint((_, count) => (count === 1 ? 500 : 204))
  const emitter = emitterTo([target])
  const event = structuredClone(moved)
  emitter.emit(event)
  Object.assign(event, { timestamp: '1999-01-01T00:00:00' })
  await emitter.close()
  expect(target.received.map(({ event }) => event)).toEqual([moved, moved])
})

test('close waits for pending deliveries and refuses new events', async () => {
  const target = await endpoint((_, count) => (count < 3 ? 500 : 204))
  const emitter = emitterTo([target], { retryDelay: () => 30 })
  emitter.emit(moved)
  const closing = [emitter.close(), emitter.close()]
  expect(() => emitter.emit(moved)).toThrow(new TypeError('emit: the emitter is closed'))
  const { signal } = new AbortController()
  await Promise.all([...closing, emitter.close({ signal })])
  expect(getEventListeners(signal, 'abort')).toEqual([])
  expect(reports.map(({ state }) => state)).toEqual(['retrying', 'retrying', 'delivered'])
  await emitterTo([]).close()
})

test('close gives up pending deliveries when its signal aborts', async () => {
  const target = await endpoint(() => new Promise<number>(() => {}))
  const failing = await endpoint(() => 500)
  const emitter = emitterTo([target, failing], { concurrency: 2, retryDelay: () => 60_000 })
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

test('onDelivery may close the emitter', async () => {
  const target = await endpoint(() => 500)
  const emitter = emitterTo([target], {
    retryDelay: () => 60_000,
    onDelivery: (report) => {
      reports.push(report)
      if (report.state === 'retrying') void emitter.close({ signal: AbortSignal.abort() })
    },
  })
  emitter.emit(moved)
  await expect.poll(() => reports.map(({ state }) => state)).toEqual(['retrying', 'failed'])
  await emitter.close()
})

test('many pending retries cause no warning', async () => {
  const warned = vi.fn()
  process.on('warning', warned)
  const emitter = emitterTo([await endpoint(() => 500)], { concurrency: 50, retryDelay: () => 60_000 })
  for (const id of numbers(100)) emitter.emit(withId(id))
  await expect.poll(() => reports.length).toBe(100)
  await emitter.close({ signal: AbortSignal.timeout(1) })
  process.off('warning', warned)
  expect(warned).not.toHaveBeenCalled()
})

test('an onDelivery that throws or rejects does not end a delivery', async () => {
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

test('emit throws for an event that is not strict, and sends nothing', async () => {
  const target = await endpoint()
  const emitter = emitterTo([target])
  expect(() => emitter.emit({ ...moved, user_id: 0 })).toThrow(InvalidEventError)
  await emitter.close()
  expect(target.received).toEqual([])
})

test('reports hand back the endpoint that the caller passed', async () => {
  const { url } = await endpoint()
  const given = { url, secret }
  const emitter = createEmitter({
    endpoints: [given],
    allow: ['127.0.0.1'],
    onDelivery: (report) => reports.push(report),
  })
  emitter.emit(moved)
  await emitter.close()
  expect(reports[0]?.endpoint).toBe(given)
})

test.each<[string, () => unknown]>([
  ['NaN', () => Number.NaN],
  ['a negative number', () => -1],
  ['a string', () => '5'],
  ['null', () => null],
  [
    'an error',
    () => {
      throw new Error('thrown')
    },
  ],
])('the default delays apply if retryDelay gives %s', async (_, retryDelay) => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  const emitter = emitterTo([await endpoint(() => 500)], { retryDelay: retryDelay as never })
  emitter.emit(moved)
  await expect.poll(() => reports[0]?.state).toBe('retrying')
  expect(reports[0]?.retryInMs).toBeGreaterThanOrEqual(4000)
  expect(reports[0]?.retryInMs).toBeLessThanOrEqual(6000)
  expect(error).toHaveBeenCalledOnce()
  expect(error.mock.calls[0]?.[0]?.message).toMatch(/^(retryDelay: expected|thrown)/)
  error.mockRestore()
  await emitter.close({ signal: AbortSignal.abort() })
})

test('close refuses wrong options, and the emitter stays open', async () => {
  const target = await endpoint()
  const emitter = emitterTo([target])
  await expect(emitter.close({ signal: 5 as never })).rejects.toThrow(/^signal: expected an AbortSignal/)
  await expect(emitter.close(null as never)).rejects.toThrow(TypeError)
  await expect(emitter.close({ timeoutMs: 5 } as never)).rejects.toThrow(/^timeoutMs: unknown option/)
  emitter.emit(moved)
  await emitter.close()
  expect(target.received).toHaveLength(1)
})

test.each<[string, unknown]>([
  ['options: expected an object with endpoints', undefined],
  ['options: expected an object with endpoints', null],
  ['endpoints: expected a list of objects with url, secret', {}],
  ['id, signal: unknown option; expected only endpoints, ', { endpoints: [], id: 'a', signal: undefined }],
  ['timeout: unknown option', { endpoints: [], timeout: 5000 }],
  [
    'endpoints\\[0\\]\\.event: unknown option; expected only url, secret, headers, events',
    { endpoints: [{ url: 'https://example.com', secret, event: [] }] },
  ],
  ['endpoints\\[0\\]\\.url: expected a string', { endpoints: [{ secret }] }],
  ['endpoints\\[0\\]\\.secret: ', { endpoints: [{ url: 'https://example.com' }] }],
  ['allow: ', { endpoints: [], allow: 'localhost' }],
  ['lookup: ', { endpoints: [], lookup: 'a' }],
  ['connectTimeoutMs: ', { endpoints: [], connectTimeoutMs: 0 }],
  ['maxResponseBodyBytes: ', { endpoints: [], maxResponseBodyBytes: -1 }],
  ['endpoints', { endpoints: { url: 'https://example.com', secret } }],
  ['endpoints\\[1\\]: ', { endpoints: [{ url: 'https://example.com', secret }, null] }],
  [
    'endpoints\\[0\\]\\.url: .*private.* add the address or the host name to allow',
    { endpoints: [{ url: 'http://10.0.0.1', secret }] },
  ],
  [
    "endpoints\\[0\\]\\.url: .*localhost.* add 'localhost' to allow",
    { endpoints: [{ url: 'http://localhost', secret }], allow: ['127.0.0.1'] },
  ],
  ['endpoints\\[0\\]\\.secret', { endpoints: [{ url: 'https://example.com', secret: '' }] }],
  ['endpoints\\[0\\]\\.secret', { endpoints: [{ url: 'https://example.com', secret: 'whsec_!' }] }],
  ['endpoints\\[0\\]\\.events', { endpoints: [{ url: 'https://example.com', secret, events: ['a'] }] }],
  ['endpoints\\[0\\]\\.events', { endpoints: [{ url: 'https://example.com', secret, events: 'a' }] }],
  ['allow', { endpoints: [{ url: 'https://example.com', secret }], allow: ['*'] }],
  ['timeoutMs', { endpoints: [], timeoutMs: 0 }],
  ['concurrency', { endpoints: [], concurrency: 0 }],
  ['maxPending', { endpoints: [], maxPending: 1.5 }],
  ['retryDelay', { endpoints: [], retryDelay: 5 }],
  ['onDelivery', { endpoints: [], onDelivery: 'a' }],
])('a wrong option throws a TypeError that names it: %s', (name, options) => {
  expect(() => createEmitter(options as never)).toThrow(TypeError)
  expect(() => createEmitter(options as never)).toThrow(new RegExp(`^${name}`))
})
