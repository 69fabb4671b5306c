import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, expectTypeOf, test } from 'vitest'
import { isStrictWebhookEvent, webhookEventTypes } from '../../../src/index.js'
import { createReceiver } from '../../../src/receiver/index.js'
import { canonicalJson, verifySignature } from '../../../src/signature/index.js'
import { battery } from '../../../src/testing/check-receiver/battery.js'
import { otherLayouts, writeJson } from '../../../src/testing/check-receiver/json-layout.js'
import { markedEvent } from '../../../src/testing/check-receiver/marked-event.js'
import {
  type CheckReceiverOptions,
  checkReceiver,
  invalidEvents,
  type ReceiverReport,
  startTestEndpoint,
} from '../../../src/testing/index.js'
import { serve } from '../../cli/server.js'
import { messageSecret, secret } from '../../receiver/signed-request.js'
import { python } from '../../support/python.js'
import { hasTools } from '../../support/tools.js'
import { faultyReceiver } from './faulty-receiver.js'

/** A receiver that remembers the bytes and the headers of what it gets. */
async function record(settings: { secret: string; scheme?: 'promptlayer' | 'standard-webhooks' }) {
  const receiver = createReceiver({ ...settings, on: {}, onError: () => {}, onRefused: null })
  const requests: { method: string; headers: Headers; bytes: Buffer; status: number }[] = []
  const report = await checkReceiver(async (request) => {
    const { method, headers } = request
    const bytes = Buffer.from(await request.clone().arrayBuffer())
    const response = await receiver.fetch(request)
    requests.push({ method, headers, bytes, status: response.status })
    return response
  }, settings)
  return { report, requests, accepted: requests.filter(({ status }) => status === 204) }
}

describe('the events', () => {
  test('are valid by the strict contract, with every field of their type, and none of the example texts', () => {
    for (const type of webhookEventTypes) {
      const event = markedEvent(type)
      expect(isStrictWebhookEvent(event), type).toBe(true)
      expect(event).toMatchObject({
        event_type: type,
        user_name: 'prompt-webhooks-check',
        user_id: 999_999_999,
      })
      for (const [key, value] of Object.entries(event.details)) {
        if (key.endsWith('_id')) expect([999_999_999, `prompt-webhooks-check ${key}`]).toContain(value)
      }
    }
  })

  test('that a receiver accepts can all be recognised by their user_name, unless the check is about it', async () => {
    const { accepted } = await record({ secret })
    const names = accepted.map(({ bytes }) => JSON.parse(bytes.toString()).user_name)
    const marked = names.filter((name) => `${name}`.startsWith('prompt-webhooks-check'))
    expect(names.filter((name) => !marked.includes(name)).sort()).toEqual([null, undefined])
  })

  test('are all different, so that a receiver that handles an event once handles them all', async () => {
    const { accepted } = await record({ secret })
    const bodies = accepted.map(({ bytes }) => bytes.toString())
    // The repeated delivery is the only one that comes twice.
    expect(bodies.length - new Set(bodies).size).toBe(1)
  })
})

describe('the bytes', () => {
  test.runIf(hasTools('python3'))('are what was signed, by Python', async () => {
    const { accepted } = await record({ secret })
    const program = `import sys, json, hmac, hashlib
for line in sys.stdin:
    body = bytes.fromhex(line).decode()
    text = json.dumps(json.loads(body), sort_keys=True)
    print(hmac.new(b'${secret}', text.encode(), hashlib.sha256).hexdigest())`
    const lines = accepted.map(({ bytes }) => bytes.toString('hex')).join('\n')
    expect(python(['-c', program], lines).trimEnd().split('\n')).toEqual(
      accepted.map(({ headers }) => headers.get('x-promptlayer-signature')),
    )
  })

  test('are what was signed, by the reference library of Standard Webhooks', async () => {
    const { accepted } = await record({ secret: messageSecret, scheme: 'standard-webhooks' })
    for (const { bytes, headers } of accepted) {
      new Webhook(messageSecret).verify(bytes.toString(), Object.fromEntries(headers))
    }
    expect(accepted.length).toBeGreaterThan(40)
  })

  test('hold halves of pairs, escapes, bare characters, other orders and white space as they were written', async () => {
    const { requests } = await record({ secret })
    const bodies = requests.map(({ bytes }) => bytes.toString())
    const hasOne = (part: string) => bodies.some((body) => body.includes(part))
    for (const part of [
      '"\\ud83d", "\\ude80\\ud83d"',
      '\\u00E9',
      '\\/',
      'é \u{1f600} \u2028 \u007f',
      ' ,\r\n\t"',
    ]) {
      expect(hasOne(part), JSON.stringify(part)).toBe(true)
    }
    for (const part of ['-123456789012345678901234567890', '1e16', '-0.0'])
      expect(hasOne(part), part).toBe(true)
    expect(bodies.some((body) => body.startsWith('{"workspace_id": '))).toBe(true)
    expect(requests.some(({ bytes }) => bytes.includes(0xff))).toBe(true)
  })

  test('of a plain event are the canonical text; each other layout differs and means the same', () => {
    for (const type of webhookEventTypes) {
      const event = markedEvent(type, 'é/"')
      const canonical = canonicalJson(JSON.stringify(event))
      expect(writeJson(event)).toBe(canonical)
      for (const layout of Object.values(otherLayouts())) {
        const text = writeJson(event, layout)
        expect(text).not.toBe(canonical)
        expect(canonicalJson(text)).toBe(canonical)
        expect(verifySignature({ body: text, signature: 'a', secret })).toBe(false)
      }
    }
  })
})

test('the checks follow from the contract: each event type, and wrong details of each', async () => {
  const events = battery('promptlayer').filter(({ id }) => id.startsWith('event/'))
  expect(events.map(({ id }) => id)).toEqual(webhookEventTypes.map((type) => `event/${type}`))
  const { requests } = await record({ secret })
  const wrong = requests
    .filter(({ status }) => status === 422)
    .map(({ bytes }) => JSON.parse(bytes.toString())?.event_type)
  for (const type of webhookEventTypes) {
    const kinds = new Set(
      invalidEvents.flatMap((each) =>
        each.type === type && each.issue.path[0] === 'details' && each.issue.path.length === 2
          ? each.issue.code
          : [],
      ),
    )
    const expected = (['missing', 'invalid_type'] as const).filter((code) => kinds.has(code)).length
    expect(
      wrong.filter((each) => each === type),
      type,
    ).toHaveLength(expected)
  }
})

test('each id is there once, and what a check needs comes before it', () => {
  for (const scheme of ['promptlayer', 'standard-webhooks'] as const) {
    const ids = battery(scheme).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [index, { needs = [] }] of battery(scheme).entries()) {
      for (const need of needs) expect(ids.slice(0, index)).toContain(need)
    }
  }
})

test('it sends one request after another, and follows no redirect', async () => {
  let open = 0
  let most = 0
  const paths = new Set<string | undefined>()
  const handle = faultyReceiver('promptlayer', secret, 'none')
  const server = (redirects: boolean) =>
    serve((request, response) => {
      paths.add(request.url)
      most = Math.max(most, ++open)
      response.on('close', () => open--)
      if (redirects) response.writeHead(302, { location: '/followed' }).end()
      else handle(request, response)
    })
  expect((await checkReceiver(await server(false), { secret })).passed).toBe(true)
  expect((await checkReceiver(await server(true), { secret })).verdict?.code).toBe('redirects')
  expect(most).toBe(1)
  expect([...paths]).toEqual(['/'])
})

test('a receiver that cannot be reached: one request', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  const url = `http://127.0.0.1:${typeof address === 'object' && address?.port}/`
  const report = await checkReceiver(url, { secret })
  expect(report).toMatchObject({ passed: false, checks: [], requests: 1, verdict: { code: 'unreachable' } })
  expect(report.failures).toEqual([expect.stringMatching(/^unreachable: .*ECONNREFUSED.*host and the port/)])
})

test('a function that throws, or returns no Response, drops the connection', async () => {
  const thrown = await checkReceiver(() => Promise.reject(new Error('mine')), { secret })
  expect(thrown.verdict).toMatchObject({
    code: 'drops_connections',
    message: expect.stringContaining('mine'),
  })
  const nothing = await checkReceiver((() => undefined) as never, { secret })
  expect(nothing.verdict?.message).toContain('the function returned undefined instead of a Response')
})

test('a receiver that drops only its first request, and fails for some types, is checked', async () => {
  const { fetch } = createReceiver({ secret, on: {}, onError: () => {}, onRefused: null })
  const failing = () => new Response(null, { status: 500 })
  const answers = [() => Promise.reject(new Error('mine')), failing, failing]
  const { verdict, requests } = await checkReceiver((request) => (answers.shift() ?? fetch)(request), {
    secret,
    only: ['event/prompt_template_deleted'],
  })
  expect(verdict).toBeUndefined()
  expect(requests).toBeGreaterThan(3)
})

test('advice for one status is given only if every answer has it', async () => {
  const statuses = [404]
  const refusing = () => new Response(null, { status: statuses.shift() ?? 401 })
  const { verdict } = await checkReceiver(refusing, { secret })
  expect(verdict).toMatchObject({
    code: 'refuses_everything',
    advice: expect.stringContaining('Does the receiver have the same secret'),
  })
})

test('an answer whose body never ends counts by its status', async () => {
  const endless = () => new Response(new ReadableStream(), { status: 401 })
  const { verdict } = await checkReceiver(endless, { secret, timeoutMs: 1 })
  expect(verdict).toMatchObject({ code: 'refuses_everything', message: expect.stringContaining('401') })
})

test.each([0, 1])('signature/rotated fails if only signature %d of two counts', async (place) => {
  const { fetch } = createReceiver({
    secret: messageSecret,
    scheme: 'standard-webhooks',
    on: {},
    onError: () => {},
    onRefused: null,
  })
  const lookingAtOne = (request: Request) => {
    const headers = new Headers(request.headers)
    const signatures = headers.get('webhook-signature')?.split(' ') ?? []
    headers.set('webhook-signature', signatures[place % signatures.length] ?? '')
    return fetch(new Request(request, { headers }))
  }
  const options = { secret: messageSecret, scheme: 'standard-webhooks' } as const
  const { failures } = await checkReceiver(lookingAtOne, options)
  expect(failures).toEqual([expect.stringContaining(`the ${place ? 'first' : 'second'} one right; got 401`)])
})

test('a function that does not answer in time: its signal aborts', async () => {
  const signals: AbortSignal[] = []
  const report = await checkReceiver(
    ({ signal }) => {
      signals.push(signal)
      return new Promise(() => {})
    },
    { secret, timeoutMs: 1 },
  )
  expect(report.verdict?.code).toBe('no_answer')
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true])
})

describe('without node:http', () => {
  const { getBuiltinModule } = process
  afterEach(() => Object.assign(process, { getBuiltinModule }))

  test('it checks a URL over fetch', async () => {
    const url = await serve(faultyReceiver('promptlayer', secret, 'details are closed'))
    Object.assign(process, { getBuiltinModule: undefined })
    const { checks } = await checkReceiver(url, { secret })
    const failed = checks.filter(({ outcome }) => outcome === 'failed')
    expect(failed.map(({ id }) => id)).toEqual(['contract/extra-keys'])
  })

  test('a test endpoint says what it needs', async () => {
    Object.assign(process, { getBuiltinModule: undefined })
    await expect(startTestEndpoint()).rejects.toThrow(
      /no node:http to listen with; run the test in Node, Bun or Deno/,
    )
  })
})

test('failures are what a receiver must do and does not, warnings what it should', async () => {
  const crashes = await serve(faultyReceiver('promptlayer', secret, 'a type crashes'))
  const report = await checkReceiver(crashes, { secret })
  expect(report.passed).toBe(false)
  expect(report.failures).toEqual([
    expect.stringMatching(
      /^event\/agent_run_finished: sent agent_run_finished, signed; got 500; expected 2xx[.] Look /,
    ),
  ])
  const large = await serve(faultyReceiver('promptlayer', secret, 'large bodies are read'))
  const { passed, warnings } = await checkReceiver(large, { secret })
  expect(passed).toBe(true)
  expect(warnings).toEqual([expect.stringMatching(/^http\/body-size: .*; got 204; expected 413/)])
  expectTypeOf<ReceiverReport['checks'][number]['outcome']>().toEqualTypeOf<'passed' | 'failed' | 'skipped'>()
})

test('a body of an answer is shown in part, escaped', async () => {
  const url = await serve((_, response) => response.writeHead(404).end(`\u001b[31m${'x'.repeat(100_000)}`))
  const { verdict } = await checkReceiver(url, { secret })
  expect(verdict).toMatchObject({ code: 'refuses_everything', advice: 'Look at the path of the URL.' })
  expect(verdict?.message).toMatch(/404 "\\u001b\[31mx{90,100}"…/)
})

test.each<[unknown, unknown, RegExp]>([
  ['localhost:3000', { secret }, /^target: expected a function, or an http or https URL/],
  ['ftp://localhost', { secret }, /^target: /],
  ['http://a:b@localhost', { secret }, /^target: .*without credentials/],
  [undefined, { secret }, /^target: /],
  ['http://localhost', undefined, /^options: expected an object/],
  ['http://localhost', {}, /^secret: expected a string, got undefined/],
  ['http://localhost', { secret, scheme: 'both' }, /^scheme: expected promptlayer or standard-webhooks/],
  ['http://localhost', { secret, scheme: 'standard-webhooks' }, /^secret: expected whsec_/],
  ['http://localhost', { secret, timeoutMs: 0 }, /^timeoutMs: /],
  ['http://localhost', { secret, only: 'http/method' }, /^only: expected a list of ids, got a string/],
  ['http://localhost', { secret, only: [] }, /^only: expected a list of ids, got an empty one/],
  ['http://localhost', { secret, only: ['http/methd'] }, /^only: there is no check "http\/methd"/],
  ['http://localhost', { secret, timeout: 1 }, /^timeout: unknown option/],
])('a wrong call: %j, %j', async (target, options, message) => {
  await expect(checkReceiver(target as string, options as CheckReceiverOptions)).rejects.toThrow(message)
  await expect(checkReceiver(target as string, options as CheckReceiverOptions)).rejects.toBeInstanceOf(
    TypeError,
  )
})
