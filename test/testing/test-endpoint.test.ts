import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import { createEmitter, deliver } from '../../src/emitter/index.js'
import { webhookEventTypes } from '../../src/index.js'
import { canonicalJson } from '../../src/signature/index.js'
import {
  createTestEvent,
  exampleEvents,
  invalidStrictEvents,
  signedDelivery,
  startTestEndpoint,
  type TestEndpointOptions,
} from '../../src/testing/index.js'
import { messageSecret, secret } from '../receiver/signed-request.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const endpoint of open.splice(0)) await endpoint.close()
  vi.restoreAllMocks()
})

async function start(options?: TestEndpointOptions) {
  const endpoint = await startTestEndpoint(options)
  open.push(endpoint)
  return endpoint
}

const event = createTestEvent('prompt_template_created')

test('it collects what our emitter sends, typed by its event type', async () => {
  const endpoint = await start({ secret })
  const { outcome } = await deliver(event, { url: endpoint.url, secret }, { allow: ['127.0.0.1'] })
  expect(outcome).toBe('delivered')
  const delivery = await endpoint.next('prompt_template_created')
  expect(delivery.event).toEqual(event)
  expect(delivery).toMatchObject({
    method: 'POST',
    path: '/',
    problems: [],
    body: canonicalJson(JSON.stringify(event)),
  })
  expect(endpoint.deliveries).toEqual([delivery])
  expectTypeOf(delivery.event.details.prompt_template_name).toEqualTypeOf<string>()
  expectTypeOf((await start()).next).returns.resolves.toHaveProperty('event')
})

test('next returns each valid delivery once, of the type, in order, also if it came before', async () => {
  const endpoint = await start()
  const types = [...webhookEventTypes, ...webhookEventTypes]
  for (const type of types) await fetch(endpoint.url, signedDelivery(exampleEvents[type], secret))
  const [first, second = first] = webhookEventTypes
  expect((await endpoint.next(second)).event.event_type).toBe(second)
  const rest = types.filter((_, index) => index !== 1)
  for (const type of rest) expect((await endpoint.next()).event.event_type).toBe(type)
  await expect(endpoint.next(undefined, { timeoutMs: 0 })).rejects.toThrow('returned before')
  const later = endpoint.next(first)
  await fetch(endpoint.url, signedDelivery(exampleEvents[first as 'prompt_template_created'], secret))
  expect((await later).event.event_type).toBe(first)
})

test('a scripted endpoint: an emitter tries until it is answered 204', async () => {
  const endpoint = await start({
    secret,
    respond: [500, 'reset', { status: 503, headers: { 'retry-after': '0' } }, 204],
  })
  const emitter = createEmitter({
    endpoints: [{ url: endpoint.url, secret }],
    allow: ['127.0.0.1'],
    retryDelay: () => 0,
  })
  emitter.emit(event)
  for (let attempt = 0; attempt < 4; attempt++) {
    expect((await endpoint.next('prompt_template_created')).event.details).toEqual(event.details)
  }
  await emitter.close()
  expect(new Set(endpoint.deliveries.map(({ body }) => body)).size).toBe(1)
  expect(endpoint.deliveries).toHaveLength(4)
})

describe('answers', () => {
  const statusOf = async (url: string) => {
    const response = await fetch(url, signedDelivery(event, secret))
    return [response.status, response.headers.get('x-mine'), await response.text()]
  }

  test('always the same, with headers and a body', async () => {
    const { url } = await start({ respond: { status: 429, headers: { 'x-mine': 'a' }, body: 'later' } })
    expect([await statusOf(url), await statusOf(url)]).toEqual(Array(2).fill([429, 'a', 'later']))
  })

  test('by a function, which can wait', async () => {
    let resume = (_: number) => {}
    const slow = new Promise<number>((resolve) => {
      resume = resolve
    })
    const { url, next } = await start({ respond: ({ event }) => (event ? slow : 400) })
    const answer = statusOf(url)
    await next()
    resume(202)
    expect(await answer).toEqual([202, null, ''])
    expect((await fetch(url)).status).toBe(400)
  })

  test('after a delay', async () => {
    const { url } = await start({ respond: { delayMs: 1 } })
    expect(await statusOf(url)).toEqual([204, null, ''])
  })

  test('a reset of the connection', async () => {
    const { url } = await start({ respond: 'reset' })
    await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  })
})

describe('why a delivery is invalid', () => {
  const problemsOf = async (options: TestEndpointOptions, init: RequestInit) => {
    const endpoint = await start(options)
    await fetch(endpoint.url, init)
    const [delivery] = endpoint.deliveries
    expect(delivery).not.toHaveProperty('event')
    return delivery?.problems
  }
  const signed = signedDelivery(event, secret)
  const json = { 'content-type': 'application/json' }

  test.each<[string, TestEndpointOptions, RequestInit, readonly unknown[]]>([
    ['a method', {}, { ...signed, method: 'PUT' }, ['method: expected POST, got PUT']],
    ['a content type', {}, { ...signed, headers: {} }, ['content-type: expected application/json']],
    ['no JSON', {}, { ...signed, body: '{' }, ['body: expected JSON in UTF-8']],
    ['no UTF-8', {}, { ...signed, body: Uint8Array.of(0x22, 0xff, 0x22) }, ['body: expected JSON in UTF-8']],
    [
      'an unknown type',
      {},
      { ...signed, body: JSON.stringify({ ...event, event_type: 'added_later' }) },
      [expect.stringMatching(/^event_type: /)],
    ],
    [
      'no signature',
      { secret },
      { ...signed, headers: json },
      [expect.stringMatching(/^signature: missing/)],
    ],
    [
      'a wrong signature, with its cause',
      { secret: `${secret}-of-another` },
      signed,
      [expect.stringMatching(/^x-promptlayer-signature: No known cause fits/)],
    ],
    [
      'a signature that is truncated, with its cause',
      { secret },
      {
        ...signed,
        headers: {
          ...json,
          'x-promptlayer-signature': `${signed.headers['x-promptlayer-signature']}`.slice(0, 32),
        },
      },
      [expect.stringMatching(/A part of the signature is missing/)],
    ],
    [
      'a message signature that no secret fits',
      { secret },
      signedDelivery(event, [secret, messageSecret]),
      [expect.stringMatching(/^webhook-signature: cannot be checked/)],
    ],
    [
      'an old message',
      { secret: messageSecret },
      signedDelivery(event, messageSecret, { timestamp: 0 }),
      [expect.stringMatching(/^webhook-timestamp: more than 300 seconds ago/)],
    ],
  ])('%s', async (_, options, init, problems) => {
    expect(await problemsOf(options, init)).toEqual(problems)
  })

  test('each event that the strict contract refuses, with the issue', async () => {
    const endpoint = await start()
    for (const { event } of invalidStrictEvents.slice(0, 50))
      await fetch(endpoint.url, signedDelivery(event, secret))
    expect(endpoint.deliveries).toHaveLength(50)
    for (const { problems } of endpoint.deliveries) expect(problems).toHaveLength(1)
  })

  test('next says what did arrive and why it is invalid', async () => {
    const endpoint = await start({ secret })
    await expect(endpoint.next('prompt_template_created', { timeoutMs: 0 })).rejects.toThrow(
      'No valid delivery of prompt_template_created within 0 ms. Nothing arrived.',
    )
    await fetch(`${endpoint.url}a?b`, {
      ...signedDelivery({ ...event, user_id: 'x' }, secret),
      method: 'PUT',
    })
    await fetch(endpoint.url, signedDelivery(exampleEvents.prompt_template_deleted, secret))
    await expect(endpoint.next('prompt_template_created', { timeoutMs: 0 })).rejects.toThrow(
      [
        'No valid delivery of prompt_template_created within 0 ms. This arrived:',
        '  PUT /a?b: invalid',
        '    method: expected POST, got PUT',
        '    user_id: expected a whole number, got a string',
        '  prompt_template_deleted: valid',
      ].join('\n'),
    )
  })
})

test('a valid message of Standard Webhooks, with both signatures or one', async () => {
  const endpoint = await start({ secret: [secret, messageSecret] })
  const both = signedDelivery(event, [secret, messageSecret])
  const { 'x-promptlayer-signature': _, ...message } = both.headers
  for (const headers of [both.headers, message]) await fetch(endpoint.url, { ...both, headers })
  expect(endpoint.deliveries.map(({ problems }) => problems)).toEqual([[], []])
})

test('close ends open connections, and await using closes', async () => {
  let url = ''
  {
    await using endpoint = await startTestEndpoint({ respond: () => new Promise(() => {}) })
    url = endpoint.url
    const hanging = fetch(url, signedDelivery(event, secret)).catch(() => 'ended')
    await endpoint.next()
    await endpoint.close()
    expect(await hanging).toBe('ended')
  }
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } })
})

test('close cancels the answers that are still delayed', async () => {
  const delayMs = 98_765
  const set = vi.spyOn(globalThis, 'setTimeout')
  const clear = vi.spyOn(globalThis, 'clearTimeout')
  const endpoint = await start({ respond: { delayMs } })
  const hanging = fetch(endpoint.url, signedDelivery(event, secret)).catch(() => 'ended')
  const timers = () => set.mock.results.filter((_, index) => set.mock.calls[index]?.[1] === delayMs)
  await expect.poll(() => timers().length).toBe(1)
  await endpoint.close()
  expect(await hanging).toBe('ended')
  for (const { value } of timers()) expect(clear).toHaveBeenCalledWith(value)
})

test('a function that throws resets the connection, and the error is printed', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {})
  const error = new Error('mine')
  const { url } = await start({ respond: () => Promise.reject(error) })
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(print.mock.calls).toEqual([[error]])
})

test.each([0, 1])('headers that HTTP cannot send reset the connection after %d ms', async (delayMs) => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => {})
  const { url } = await start({ respond: { headers: { 'x-a': 'b\nc' }, delayMs } })
  await expect(fetch(url)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
  expect(print.mock.calls).toEqual([[expect.objectContaining({ code: 'ERR_INVALID_CHAR' })]])
})

test('bytes that are not UTF-8 are replaced in the body, however many there are', async () => {
  const endpoint = await start()
  const body = Buffer.concat([Buffer.from('é'), Buffer.alloc(200_000, 0xff)])
  expect((await fetch(endpoint.url, { method: 'POST', body })).status).toBe(204)
  expect(endpoint.deliveries[0]?.body === `é${'\ufffd'.repeat(200_000)}`).toBe(true)
})

test.each<[unknown, RegExp]>([
  [{ scret: 'a' }, /^scret: unknown option; expected only secret, respond$/],
  [{ secret: '' }, /^secret: empty/],
  [{ secret: 'whsec_not base64' }, /^secret: expected whsec_ followed by base64$/],
  [
    { secret: [secret, 'whsec_c2hvcnQ='] },
    /^secret\[1\]: expected a key of at least 16 bytes in base64, got 5$/,
  ],
  [{ respond: 99 }, /^respond: expected a status from 200 to 599/],
  [{ respond: [] }, /^respond: expected at least one answer/],
  [{ respond: [204, 'later'] }, /^respond\[1\]: expected an object/],
  [{ respond: { delay: 1 } }, /^respond.delay: unknown option/],
  [{ respond: { delayMs: -1 } }, /^respond.delayMs: /],
  [{ respond: { body: 1 } }, /^respond.body: expected a string/],
])('a wrong option: %j', async (options, message) => {
  await expect(startTestEndpoint(options as TestEndpointOptions)).rejects.toThrow(message)
})

test('a wrong call of next rejects', async () => {
  const endpoint = await start()
  await expect(endpoint.next('added_later' as never)).rejects.toThrow(/^type: expected /)
  await expect(endpoint.next(undefined, { timeout: 1 } as never)).rejects.toThrow(/^timeout: unknown option/)
  await expect(endpoint.next(undefined, { timeoutMs: -1 })).rejects.toThrow(/^timeoutMs: /)
})
