import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test, vi } from 'vitest'
import {
  createReceiver,
  createReplayMemory,
  type ReceiverOptions,
  type WebhookHandlers,
} from '../../src/receiver/index.js'
import { messageHeaders, messageSecret, moved, post, secret, unknown } from './signed-request.js'

const create = (options: unknown) =>
  createReceiver({ on: {}, ...(options as Partial<ReceiverOptions>) } as ReceiverOptions)

test.each<[string, unknown, RegExp]>([
  ['no secret', {}, /^secret: missing; set it, or pass null/],
  ['an empty secret', { secret: '' }, /^secret: empty/],
  ['a secret with white space around it', { secret: 'secret-value\n' }, /^secret: has white space/],
  ['an empty secret among others', { secret: [secret, ''] }, /^secret\[1\]: empty/],
  ['no secret in a list', { secret: [] }, /^secret: .*empty list/],
  ['a number for a secret', { secret: 7 }, /^secret: expected a string, got a number/],
  ...[
    undefined,
    null,
    7,
    [],
    () => {},
    new Map([['prompt_template_deleted', () => {}]]),
    new (class {
      prompt_template_deleted() {}
    })(),
    Object.create({ prompt_template_deleted() {} }),
  ].map((on, index): [string, unknown, RegExp] => [
    `handlers that would be lost, case ${index}`,
    { secret, on },
    /^on: expected a plain object with a handler for each event type$/,
  ]),
  [
    'an event type that is not in the contract',
    { secret, on: { promt_template_created: () => {} } },
    /^on: "promt_template_created" is not an event type; expected one of prompt_template_created, .*onUnknown/,
  ],
  [
    'an event type that is a member of the prototype',
    { secret, on: { constructor: () => {} } },
    /^on: .*"constructor"/,
  ],
  [
    'a handler that is not a function',
    { secret, on: { prompt_template_created: 'a' } },
    /^on\.prompt_template_created: expected a function, got a string/,
  ],
  [
    'a handler that is null',
    { secret, on: { prompt_template_created: null } },
    /^on\.prompt_template_created: .*got null/,
  ],
  [
    'an onUnknown that is not a function',
    { secret, onUnknown: {} },
    /^onUnknown: expected a function, got an object/,
  ],
  [
    'an onError that is not a function',
    { secret, onError: 7 },
    /^onError: expected a function, got a number/,
  ],
  [
    'an onRefused that is not a function',
    { secret, onRefused: 7 },
    /^onRefused: expected a function, got a number/,
  ],
  ...[0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '1mb', null].map(
    (maxBodyBytes): [string, unknown, RegExp] => [
      `${maxBodyBytes} bytes`,
      { secret, maxBodyBytes },
      /^maxBodyBytes: expected a whole number/,
    ],
  ),
  [
    'a store that cannot set',
    { secret, dedupe: { get: () => 1 } },
    /^dedupe: expected a store with get and set/,
  ],
  ['a store that is null', { secret, dedupe: null }, /^dedupe: expected a store/],
  [
    'a store whose claim is not a function',
    { secret, dedupe: Object.assign(new Map(), { claim: 'x' }) },
    /^dedupe\.claim: expected a function, got a string/,
  ],
  [
    'a store whose claim is null',
    { secret, dedupe: Object.assign(new Map(), { claim: null }) },
    /^dedupe\.claim: expected a function, got null/,
  ],
  [
    'a store whose delete is not a function',
    { secret, dedupe: Object.assign(new Map(), { delete: 5 }) },
    /^dedupe\.delete: expected a function, got a number/,
  ],
  [
    'another scheme',
    { secret, scheme: 'toString' },
    /^scheme: expected one of promptlayer, standard-webhooks, both/,
  ],
  [
    'a secret that is not in the form of Standard Webhooks',
    { secret: 'no base64!', scheme: 'standard-webhooks' },
    /^secret: expected whsec_/,
  ],
  ['no Standard Webhooks secret with the scheme both', { secret, scheme: 'both' }, /^secret: .*whsec_/],
  ...[0, -1, 1.5, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY, '30s'].map(
    (handlerTimeoutMs): [string, unknown, RegExp] => [
      `a timeout of ${handlerTimeoutMs}`,
      { secret, handlerTimeoutMs },
      /^handlerTimeoutMs: expected a whole number of milliseconds from 1 to 2147483647, or null/,
    ],
  ),
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY, '300', null].map(
    (toleranceSeconds): [string, unknown, RegExp] => [
      `a tolerance of ${toleranceSeconds}`,
      { secret: messageSecret, scheme: 'standard-webhooks', toleranceSeconds },
      /^toleranceSeconds: expected a number of seconds of at least 0/,
    ],
  ),
  [
    'a tolerance with a scheme that signs no timestamp',
    { secret, toleranceSeconds: 600 },
    /^toleranceSeconds: .*scheme standard-webhooks or both/,
  ],
  ['a clock that is not a function', { secret, now: 7 }, /^now: expected a function, got a number/],
  [
    'a replay memory with a scheme that signs no id',
    { secret, replayMemory: createReplayMemory() },
    /^replayMemory: .*scheme standard-webhooks or both/,
  ],
  ...[{ toleranceSeconds: 600 }, { replayMemory: createReplayMemory() }].map(
    (option): [string, unknown, RegExp] => [
      `${Object.keys(option)} without a secret`,
      { secret: null, scheme: 'both', ...option },
      /^(?:toleranceSeconds|replayMemory): expected only with a secret and the scheme standard-webhooks or both/,
    ],
  ),
  ...[{}, null, new Map()].map((replayMemory): [string, unknown, RegExp] => [
    `a replay memory that is not one, but ${Object.prototype.toString.call(replayMemory)}`,
    { secret: messageSecret, scheme: 'standard-webhooks', replayMemory },
    /^replayMemory: expected the result of createReplayMemory\(\)/,
  ]),
  [
    'a replay memory together with a dedupe store',
    { secret: messageSecret, scheme: 'both', replayMemory: createReplayMemory(), dedupe: new Map() },
    /^replayMemory: dedupe remembers message ids too/,
  ],
  ['an unknown option', { secret, onEror: () => {} }, /^onEror: unknown option; expected only .*onError/],
  ['an option of another release', { secret, timeout: 7 }, /^timeout: unknown option/],
  ['an inherited secret', Object.create({ secret }), /^secret: missing/],
])('refuses %s', (_, options, message) => {
  expect(() => create(options)).toThrow(
    expect.objectContaining({ name: 'TypeError', message: expect.stringMatching(message) }),
  )
  expect(() => create(options)).not.toThrow(/secret-value/)
})

test('accepts valid options', () => {
  const on: WebhookHandlers = { prompt_template_created: () => {} }
  for (const options of [
    { secret },
    { secret: null },
    {
      secret: [secret, 'old'],
      on,
      onUnknown: () => {},
      onError: () => {},
      maxBodyBytes: 1,
      dedupe: new Map(),
      handlerTimeoutMs: null,
      now: () => new Date(),
    },
    { secret: messageSecret, scheme: 'standard-webhooks' },
    { secret: [secret, messageSecret], scheme: 'both' },
  ]) {
    expect(Object.keys(create(options))).toEqual(['fetch', 'receive'])
  }
})

test.each<[string, object]>([
  ['without a prototype', Object.assign(Object.create(null), { prompt_template_created: () => {} })],
  ['of another realm', runInNewContext('({ prompt_template_created() {} })')],
])('accepts an object of handlers %s', (_, on) => {
  expect(() => create({ secret, on })).not.toThrow()
})

test.each([undefined, null, 7, 'secret'])('refuses %j instead of options', (options) => {
  expect(() => createReceiver(options as never)).toThrow(TypeError)
  expect(() => createReceiver(options as never)).toThrow(/^options: expected an object with secret, on/)
})

test('reads each option once, so a getter cannot change what was checked', () => {
  const reads: string[] = []
  const values: ReceiverOptions = {
    secret: messageSecret,
    on: {},
    onError: () => {},
    onUnknown: () => {},
    maxBodyBytes: 1,
    handlerTimeoutMs: 1,
    scheme: 'both',
    toleranceSeconds: 1,
    now: () => 0,
    dedupe: new Map(),
  }
  const options = {}
  for (const [name, value] of Object.entries(values)) {
    const get = () => {
      reads.push(name)
      return value
    }
    Object.defineProperty(options, name, { get, enumerable: true })
  }
  createReceiver(options as ReceiverOptions)
  expect(reads).toEqual(Object.keys(values))
})

test('a polluted prototype neither switches authentication off nor sets another option', () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>
  onTestFinished(() => {
    delete prototype.secret
    delete prototype.toleranceSeconds
  })
  prototype.secret = null
  expect(() => createReceiver({ on: {} } as never)).toThrow(/^secret: missing/)
  // It would be refused, because the sender's scheme has no timestamp.
  prototype.toleranceSeconds = 1
  expect(() => createReceiver({ secret, on: {} })).not.toThrow()
})

test('what is inherited is never called', async () => {
  const prototype = Object.prototype as unknown as Record<string, unknown>
  const inherited = vi.fn()
  const names = ['onUnknown', 'onAny', 'onError', 'onRefused', 'dedupe', 'replayMemory']
  const logged = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
  for (const each of logged) each.mockReturnValue()
  try {
    for (const name of names) prototype[name] = Object.assign(inherited, { get: inherited, set: inherited })
    const failing = () => {
      throw new Error()
    }
    const receiver = createReceiver({ secret, on: { prompt_template_label_moved: failing } })
    expect((await receiver.fetch(post(unknown))).status).toBe(204)
    expect((await receiver.fetch(post(moved))).status).toBe(500)
    expect((await receiver.fetch(post(moved, {}))).status).toBe(415)
    const signed = createReceiver({ secret: messageSecret, scheme: 'standard-webhooks', on: {} })
    expect((await signed.fetch(post(moved, messageHeaders(moved)))).status).toBe(204)
  } finally {
    for (const name of names) delete prototype[name]
    vi.restoreAllMocks()
  }
  expect(inherited).not.toHaveBeenCalled()
})

test('ignores handlers that are added after it was created', async () => {
  const on: Record<string, () => void> = {}
  const receiver = createReceiver({ secret: null, on })
  on.prompt_template_created = () => {
    throw new Error('called')
  }
  const body =
    '{"event_type":"prompt_template_created","user_id":1,"workspace_id":1,"timestamp":"2023-12-01T22:06:35","details":{"prompt_template_name":"a","prompt_template_version_number":1,"prompt_template_id":15}}'
  expect((await receiver.receive({ body, headers: {} })).kind).toBe('ignored')
})
