import type {
  ALBEvent,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  LambdaFunctionURLEventWithIAMAuthorizer,
} from 'aws-lambda'
import { Hono } from 'hono'
import { type LambdaEvent as HonoEvent, handle } from 'hono/aws-lambda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createReceiver,
  type DeliveryContext,
  type LambdaEvent,
  toLambdaHandler,
} from '../../src/receiver/index.js'
import functionUrl from './lambda-events/function-url.json' with { type: 'json' }
import httpApi1 from './lambda-events/http-api-1.0.json' with { type: 'json' }
import httpApi2 from './lambda-events/http-api-2.0.json' with { type: 'json' }
import loadBalancer from './lambda-events/load-balancer.json' with { type: 'json' }
import loadBalancerMultiValue from './lambda-events/load-balancer-multi-value.json' with { type: 'json' }
import restApi from './lambda-events/rest-api.json' with { type: 'json' }
import { created, invalid, moved, secret, signedHeaders, unknown } from './signed-request.js'

// The types say that the fixtures have the shapes of AWS.
const events: Readonly<Record<string, LambdaEvent>> = {
  'REST API': restApi satisfies APIGatewayProxyEvent,
  'HTTP API, format 1.0': httpApi1,
  'HTTP API, format 2.0': httpApi2 satisfies APIGatewayProxyEventV2,
  'function URL': functionUrl satisfies LambdaFunctionURLEventWithIAMAuthorizer as APIGatewayProxyEventV2,
  'load balancer': loadBalancer satisfies ALBEvent,
  'load balancer, multi-value headers': loadBalancerMultiValue satisfies ALBEvent,
}

const handled = vi.fn()
const onError = vi.fn()
const receiver = createReceiver({ secret, on: { prompt_template_label_moved: handled }, onError })
const handler = toLambdaHandler(receiver)

beforeEach(() => void vi.resetAllMocks())
afterEach(() => void vi.useRealTimers())

/** The event with this body, and with the values of these headers in place of its own. */
function withDelivery(event: LambdaEvent, body: string, headers = signedHeaders(body)): LambdaEvent {
  const copy = structuredClone(event) as object as { [name: string]: Record<string, unknown> }
  for (const name of Object.keys(copy.headers ?? {})) {
    const value = headers[name.toLowerCase()]
    if (copy.headers && value !== undefined) copy.headers[name] = value
  }
  for (const name of Object.keys(copy.multiValueHeaders ?? {})) {
    const value = headers[name.toLowerCase()]
    if (copy.multiValueHeaders && value !== undefined) copy.multiValueHeaders[name] = [value]
  }
  return { ...copy, body } as object as LambdaEvent
}

const inBase64 = (event: LambdaEvent): LambdaEvent => ({
  ...event,
  body: Buffer.from(event.body ?? '').toString('base64'),
  isBase64Encoded: true,
})

/** The headers of an answer, which must be where the source of the event looks for them. */
function headersOf(event: LambdaEvent, answer: Awaited<ReturnType<typeof handler>>) {
  if (!('multiValueHeaders' in event)) {
    expect(answer).not.toHaveProperty('multiValueHeaders')
    return answer.headers
  }
  expect(answer).not.toHaveProperty('headers')
  return Object.fromEntries(
    Object.entries(answer.multiValueHeaders ?? {}).map(([name, values]) => [name, values.join()]),
  )
}

describe.each(Object.entries(events))('%s', (_, event) => {
  test('204: a signed delivery, as text and in base64', async () => {
    const body = moved.replace('Hello', 'José 😀')
    for (const delivery of [withDelivery(event, body), inBase64(withDelivery(event, body))]) {
      const answer = await handler(delivery)
      expect(answer).toMatchObject({ statusCode: 204, body: '', isBase64Encoded: false })
      expect(headersOf(event, answer)).toEqual({})
      expect(handled.mock.lastCall?.[1].rawBody).toBe(body)
    }
    expect(handled).toHaveBeenCalledTimes(2)
    expect((await handler(withDelivery(event, unknown))).statusCode).toBe(204)
  })

  test.each([
    [401, () => withDelivery(event, moved, signedHeaders(created))],
    [422, () => withDelivery(event, invalid)],
    [415, () => withDelivery(event, moved, { ...signedHeaders(moved), 'content-type': 'text/plain' })],
    [413, () => withDelivery(event, moved.padEnd(2 ** 20 + 1))],
    [413, () => inBase64(withDelivery(event, moved.padEnd(2 ** 20 + 1)))],
    [400, () => ({ ...withDelivery(event, moved), body: 'not base64!', isBase64Encoded: true })],
    [401, () => ({ ...withDelivery(event, moved), body: null })],
  ])('%i, as problem details', async (status, delivery) => {
    const answer = await handler(delivery() as LambdaEvent)
    expect(answer).toMatchObject({ statusCode: status, isBase64Encoded: false })
    expect(headersOf(event, answer)).toEqual({ 'content-type': 'application/problem+json' })
    expect(JSON.parse(answer.body)).toMatchObject({ type: 'about:blank', status })
    expect(handled).not.toHaveBeenCalled()
  })

  test('405 and 503 keep their headers', async () => {
    const source = JSON.stringify(withDelivery(event, moved))
    const answer = await handler(JSON.parse(source.replaceAll('"POST"', '"PUT"')))
    expect(answer.statusCode).toBe(405)
    expect(headersOf(event, answer)).toMatchObject({ allow: 'POST' })

    const busy = createReceiver({
      secret,
      on: { prompt_template_label_moved: handled },
      dedupe: { get: () => undefined, set() {}, claim: () => false },
    })
    const later = await toLambdaHandler(busy)(withDelivery(event, moved))
    expect(later.statusCode).toBe(503)
    expect(headersOf(event, later)).toMatchObject({ 'retry-after': '5' })
  })
})

describe.each(Object.entries(events))('%s: as the adapter of Hono', (_, event) => {
  const app = new Hono().all('*', (context) => receiver.fetch(context.req.raw))

  test.each([
    ['handled', withDelivery(event, moved)],
    ['in base64', inBase64(withDelivery(event, moved.replace('Hello', 'José 😀')))],
    ['forged', withDelivery(event, moved, signedHeaders(created))],
    ['invalid', withDelivery(event, invalid)],
    ['too large', withDelivery(event, moved.padEnd(2 ** 20 + 1))],
    ['not JSON', withDelivery(event, moved, { ...signedHeaders(moved), 'content-type': 'text/plain' })],
  ])('%s', async (_name, delivery) => {
    const expected = await handle(app)(delivery as HonoEvent)
    const answer = await handler(delivery)
    expect([answer.statusCode, answer.body]).toEqual([expected.statusCode, expected.body])
    expect(answer.headers ?? answer.multiValueHeaders).toEqual(expected.headers ?? expected.multiValueHeaders)
  })
})

test('a signature that came twice is refused, though `headers` shows only the last one', async () => {
  const event = withDelivery(restApi, moved)
  const name = 'X-PromptLayer-Signature'
  const values = ['wrong', signedHeaders(moved)['x-promptlayer-signature'] ?? '']
  Object.assign((event as { multiValueHeaders: object }).multiValueHeaders, { [name]: values })
  expect(event.headers?.[name]).toBe(values[1])
  expect((await handler(event)).statusCode).toBe(401)
})

test('an event that was made by hand can have empty lists of values, or only some', async () => {
  const event = withDelivery(restApi, moved)
  const { 'Content-Type': type } = event.headers as { 'Content-Type': string }
  for (const multiValueHeaders of [{}, { 'content-type': [type] }]) {
    const delivery = { ...event, multiValueHeaders } as LambdaEvent
    expect((await handler(delivery)).statusCode).toBe(204)
  }
})

test('an event without any headers is refused', async () => {
  // As the test button of the console sends it.
  const event = { ...restApi, headers: null, multiValueHeaders: null }
  expect(await handler(event)).toMatchObject({
    statusCode: 415,
    headers: { 'content-type': 'application/problem+json' },
  })
})

test.each([
  ['neither', { Records: [{ eventSource: 'aws:sqs', body: '{}' }] }],
  ['neither', { requestContext: { routeKey: '$connect', eventType: 'CONNECT' }, isBase64Encoded: false }],
  ['neither', { httpMethod: 5 }],
  ['null', null],
  ['a string', '{}'],
  ['undefined', undefined],
])('a TypeError, with what it got (%s), for an event that is not a request', async (got, event) => {
  await expect(handler(event as never)).rejects.toThrow(TypeError)
  await expect(handler(event as never)).rejects.toThrow(
    `event: expected a request from API Gateway, an Application Load Balancer or a function URL, with httpMethod or requestContext.http.method, got ${got}. Pass messages of SQS, SNS and EventBridge to receiver.receive`,
  )
})

describe('shortly before Lambda ends the invocation', () => {
  const deliver = (remainingMs: number) =>
    handler(withDelivery(httpApi2, moved), { getRemainingTimeInMillis: () => remainingMs })

  test('the signal of the handlers aborts, so they can fail in time', async () => {
    vi.useFakeTimers()
    handled.mockImplementation(
      (_, { signal }: DeliveryContext) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    )
    const answer = deliver(3000)
    await vi.advanceTimersByTimeAsync(2499)
    expect(onError).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect((await answer).statusCode).toBe(500)
    expect(onError.mock.lastCall?.[0]).toMatchObject({
      name: 'TimeoutError',
      message: expect.stringMatching(/^Lambda ends this invocation in 500 ms; raise the timeout/),
    })
  })

  test('a delivery that is done leaves no timer behind', async () => {
    vi.useFakeTimers()
    expect((await deliver(3000)).statusCode).toBe(204)
    expect(vi.getTimerCount()).toBe(0)
    await expect(
      toLambdaHandler({ receive: () => Promise.reject(new Error('broken')) })(withDelivery(httpApi2, moved), {
        getRemainingTimeInMillis: () => 3000,
      }),
    ).rejects.toThrow('broken')
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([2 ** 31 + 1000, Number.POSITIVE_INFINITY])(
    'with %d ms left, more than a timer can wait, it does not abort',
    async (remainingMs) => {
      const warnings = vi.spyOn(process, 'emitWarning').mockReturnValue()
      handled.mockImplementation(async (_, { signal }: DeliveryContext) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        signal.throwIfAborted()
      })
      expect((await deliver(remainingMs)).statusCode).toBe(204)
      expect(warnings).not.toHaveBeenCalled()
      warnings.mockRestore()
    },
  )

  test('with less than the margin left it aborts at once', async () => {
    let resolve = () => {}
    const promise = new Promise<void>((done) => {
      resolve = done
    })
    handled.mockImplementation((_, { signal }: DeliveryContext) => {
      signal.addEventListener('abort', () => resolve())
      return promise
    })
    expect((await deliver(100)).statusCode).toBe(204)
  })
})
