import { createHmac } from 'node:crypto'
import { runInNewContext } from 'node:vm'
import { afterAll, expect, test, vi } from 'vitest'
import { createReceiver, type Delivery } from '../../src/receiver/index.js'
import { canonicalJson } from '../../src/signature/index.js'
import { created, messageHeaders, messageSecret, moved, secret, signedHeaders } from './signed-request.js'

const handler = vi.fn()
const on = { prompt_template_label_moved: handler, prompt_template_created: handler }
const onError = () => {}

const receivers = {
  promptlayer: createReceiver({ secret: [secret, 'older-secret'], on, onAny: handler, onError }),
  'standard-webhooks': createReceiver({
    secret: [messageSecret],
    scheme: 'standard-webhooks',
    on,
    onAny: handler,
    onError,
  }),
  both: createReceiver({ secret: [secret, messageSecret], scheme: 'both', on, onAny: handler, onError }),
}

const right = signedHeaders(moved)['x-promptlayer-signature'] ?? ''
const message = messageHeaders(moved)
const wrong = '0'.repeat(64)

const macUnder = (key: string | Buffer, text = canonicalJson(moved)) =>
  createHmac('sha256', key).update(text).digest('hex')
const messageMacUnder = (key: string | Buffer) =>
  createHmac('sha256', key)
    .update(`${message['webhook-id']}.${message['webhook-timestamp']}.${moved}`)
    .digest('base64')

/** Gives the first value once, and then the second. */
function changing(first: unknown, second: unknown): PropertyDescriptor {
  let reads = 0
  return { get: () => (reads++ === 0 ? first : second), enumerable: true }
}
const withChanging = (name: string, first: unknown, second: unknown, more = {}) =>
  Object.defineProperty({ ...more }, name, changing(first, second))

const hole = <Value>(...values: Value[]) => Object.assign(new Array(values.length + 1), values)
const inherited = (headers: object) => Object.create(headers)
const otherRealm = (source: string) => runInNewContext(source)
const withoutTrap = new Proxy({}, { get: () => () => right, has: () => false, ownKeys: () => [] })

/** Signature headers of the sender's scheme, none of which signs the body. */
const ofSender: [string, unknown][] = [
  ['no headers at all', {}],
  ['null for headers', null],
  ['undefined for headers', undefined],
  ['a number for headers', 7],
  ['a text for headers', `x-promptlayer-signature: ${right}`],
  ['a function for headers', () => right],
  ['an inherited signature', inherited({ 'x-promptlayer-signature': right })],
  ['a frozen, inherited signature', Object.freeze(inherited({ 'x-promptlayer-signature': right }))],
  ['a symbol for a name', { [Symbol('x-promptlayer-signature')]: right }],
  ['a hidden property', Object.defineProperty({}, 'x-promptlayer-signature', { value: right })],
  ...(
    [
      ['null', null],
      ['a number', 1],
      ['NaN', Number.NaN],
      ['a boolean', true],
      ['a bigint', 1n],
      ['a symbol', Symbol('a')],
      ['an object', {}],
      ['an object that turns into the signature', { toString: () => right, length: 64 }],
      ['an object of the signature’s lower case', { length: 64, toLowerCase: () => right }],
      ['a String object', Object(right)],
      ['a function', () => right],
      ['bytes', Buffer.from(right)],
      ['a regular expression', /./],
      ['a date', new Date()],
      ['an empty list', []],
      ['a hole', new Array(1)],
      ['the signature and a hole', hole(right)],
      ['a hole before the signature', hole(undefined, right)],
      ['a list in a list', [[right]]],
      ['a list of another realm, with a wrong one', otherRealm(`['${wrong}', '${right}']`)],
      ['a list of another realm, with a hole', otherRealm(`['${right}', ,]`)],
      ['a list of characters', [...right]],
      ['a Set', new Set([right])],
      ['an iterator', [right][Symbol.iterator]()],
      ['the text undefined', 'undefined'],
      ['the text null', 'null'],
      ['an empty text', ''],
      ['all zeros', wrong],
      ['64 letters', 'z'.repeat(64)],
      ['one digit less', right.slice(1)],
      ['one digit more', `${right}0`],
      ['a space before it', ` ${right.slice(1)}`],
      ['a prefix', `sha256=${right}`],
      ['two in one', `${right},${right}`],
      ['base64', Buffer.from(right, 'hex').toString('base64')],
      ['of another body', signedHeaders(created)['x-promptlayer-signature']],
      ['under no key', macUnder('')],
      ['under a block of zeros', macUnder(Buffer.alloc(64))],
      ['under the text undefined', macUnder('undefined')],
      ['under the text null', macUnder('null')],
      ['under the index', macUnder('0')],
      ['under both secrets joined', macUnder(`${secret},older-secret`)],
      ['under the secret in capitals', macUnder(secret.toUpperCase())],
      ['under the secret with a line end', macUnder(`${secret}\n`)],
      ['of no text', macUnder(secret, '')],
      ['of the text undefined', macUnder(secret, 'undefined')],
      ['that was right when it was looked at first', undefined],
    ] as [string, unknown][]
  ).map(([name, value]): [string, unknown] => [
    `a signature that is ${name}`,
    value === undefined
      ? withChanging('x-promptlayer-signature', wrong, right)
      : { 'x-promptlayer-signature': value },
  ]),
  ['another name', { 'x-promptlayer-signatures': right }],
  ['underscores in the name', { x_promptlayer_signature: right }],
  ['a space in the name', { 'x-promptlayer-signature ': right }],
  ['a dotless i in the name', { 'x-promptlayer-sıgnature': right }],
  ['two spellings of the name', { 'x-promptlayer-signature': right, 'X-PromptLayer-Signature': right }],
  [
    'pairs with a wrong one',
    [
      ['x-promptlayer-signature', wrong],
      ['x-promptlayer-signature', right],
    ],
  ],
  ['pairs that are no pairs', [[right]]],
  ['pairs with a hole', hole(['x-promptlayer-signature', right])],
  ['pairs of null', [null]],
  ['a Map with a wrong one', new Map([['x-promptlayer-signature', wrong]])],
  ['a get that returns an object', { get: () => ({ length: 64, toLowerCase: () => right }) }],
  [
    'a get that throws',
    {
      get: () => {
        throw new Error('of get')
      },
    },
  ],
  ['a get that returns a list', { get: () => [right] }],
  ['a proxy that hides its keys', withoutTrap],
  [
    'a proxy that throws',
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('of the proxy')
        },
      },
    ),
  ],
  [
    'a getter that throws',
    Object.defineProperty({}, 'a', {
      get: () => {
        throw new Error('of the getter')
      },
      enumerable: true,
    }),
  ],
]

/** Changes to the headers of Standard Webhooks after which they sign nothing. */
const ofMessage: [string, Record<string, unknown>][] = [
  ['v1,undefined', { 'webhook-signature': 'v1,undefined' }],
  ['v1,null', { 'webhook-signature': 'v1,null' }],
  ['v1,', { 'webhook-signature': 'v1,' }],
  ['v1,NaN', { 'webhook-signature': 'v1,NaN' }],
  ['v1,[object Promise]', { 'webhook-signature': 'v1,[object Promise]' }],
  ['another version', { 'webhook-signature': message['webhook-signature']?.replace('v1,', 'v2,') }],
  ['no version', { 'webhook-signature': message['webhook-signature']?.slice(3) }],
  ['under no key', { 'webhook-signature': `v1,${messageMacUnder('')}` }],
  ['under a block of zeros', { 'webhook-signature': `v1,${messageMacUnder(Buffer.alloc(64))}` }],
  ['under the secret as text', { 'webhook-signature': `v1,${messageMacUnder(messageSecret)}` }],
  ['in hex', { 'webhook-signature': `v1,${Buffer.from(messageMacUnder(''), 'base64').toString('hex')}` }],
  ['a null signature', { 'webhook-signature': null }],
  ['a number for a signature', { 'webhook-signature': 1 }],
  ['a list with a hole', { 'webhook-signature': hole(message['webhook-signature']) }],
  [
    'seventeen signatures',
    { 'webhook-signature': `${'v1,AAAA '.repeat(16)}${message['webhook-signature']}` },
  ],
  ['another id', { 'webhook-id': 'msg_2' }],
  ['a null id', { 'webhook-id': null }],
  ['a number for an id', { 'webhook-id': 1 }],
  ['an id with a full stop', { 'webhook-id': `msg_1.${message['webhook-timestamp']}` }],
  ['no id', { 'webhook-id': undefined }],
  ['another time', { 'webhook-timestamp': '1' }],
  ['a time in capitals', { 'webhook-timestamp': 'NaN' }],
  ['a time without end', { 'webhook-timestamp': 'Infinity' }],
  ['a time with a fraction', { 'webhook-timestamp': `${message['webhook-timestamp']}.0` }],
  ['a time with a sign', { 'webhook-timestamp': `+${message['webhook-timestamp']}` }],
  ['a number for a time', { 'webhook-timestamp': Number(message['webhook-timestamp']) }],
]

const forged: [string, keyof typeof receivers, unknown][] = [
  ...ofSender.map(([name, headers]) => [name, 'promptlayer', headers] as [string, 'promptlayer', unknown]),
  ...ofMessage.map(
    ([name, change]) =>
      [`Standard Webhooks: ${name}`, 'standard-webhooks', { ...message, ...change }] as [
        string,
        'standard-webhooks',
        unknown,
      ],
  ),
  ...ofMessage.map(
    ([name, change]) =>
      [`both: ${name}`, 'both', { ...signedHeaders(moved), ...message, ...change }] as [
        string,
        'both',
        unknown,
      ],
  ),
]

test('the table has at least a hundred requests', () => {
  expect(forged.length).toBeGreaterThanOrEqual(100)
})

test.each(forged)('refuses as a value, and calls no handler: %s', async (_, scheme, headers) => {
  const result = await receivers[scheme].receive({ body: moved, headers } as Delivery)
  expect(result).toMatchObject({ kind: 'refused', status: expect.toSatisfy((status) => status < 500) })
  expect(handler).not.toHaveBeenCalled()
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a number', 7],
  ['an empty object', {}],
  [
    'getters that throw',
    Object.defineProperty({ headers: {} }, 'body', {
      get: () => {
        throw new Error('of body')
      },
    }),
  ],
  ['a method that is null', { method: null, headers: signedHeaders(moved), body: moved }],
  ['a method that is no text', { method: ['POST'], headers: signedHeaders(moved), body: moved }],
  [
    'a body that rejects',
    { headers: signedHeaders(moved), body: () => Promise.reject(new Error('of body')) },
  ],
  [
    'a body that is right when it is read the second time',
    withChanging('body', created, moved, { headers: signedHeaders(moved) }),
  ],
])('receive does not throw for %s', async (_, delivery) => {
  const { kind, status } = await receivers.promptlayer.receive(delivery as Delivery)
  expect([kind, status]).toEqual(['refused', expect.any(Number)])
  expect(handler).not.toHaveBeenCalled()
})

test('a delivery that is signed still reaches its handler', async () => {
  for (const [scheme, headers] of Object.entries({
    promptlayer: signedHeaders(moved),
    'standard-webhooks': messageHeaders(moved),
    both: { ...signedHeaders(moved), ...messageHeaders(moved) },
  })) {
    const receiver = receivers[scheme as keyof typeof receivers]
    expect((await receiver.receive({ body: moved, headers })).kind, scheme).toBe('handled')
  }
  // By `on` and by `onAny`.
  expect(handler).toHaveBeenCalledTimes(6)
})

test('one forged request to a Node server does not end its process', async () => {
  const rejected = vi.fn()
  process.on('unhandledRejection', rejected)
  afterAll(() => process.off('unhandledRejection', rejected))
  const { toNodeHandler } = await import('../../src/receiver/index.js')
  for (const headers of [null, undefined, {}]) {
    const response = { headersSent: false, setHeader: vi.fn(), end: vi.fn(), on: vi.fn(), statusCode: 0 }
    const request = { method: 'POST', headers, readableDidRead: true, body: moved, on: vi.fn() }
    await toNodeHandler(receivers.promptlayer)(request as never, response as never)
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
  }
  expect(rejected).not.toHaveBeenCalled()
})
