import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { SignatureError } from '../../src/index.js'
import type { MessageToSign, SignedMessage } from '../../src/standard-webhooks/index.js'
import { loadIn, runtimes } from '../support/runtimes.js'

const secretOf = (letter: string) => `whsec_${Buffer.from(letter.repeat(24)).toString('base64')}`
const secret = secretOf('a')
const body = '{"name":"José 😀"}'
const id = 'msg_2KWPBgLlAfxdpx2AI54pPJ85f4W'
const timestamp = new Date('2023-12-01T22:05:57.924Z')
const seconds = 1701468357

describe.each(runtimes)('%s', async (runtime) => {
  const { signMessage, verifyMessage } = await loadIn(
    runtime,
    () => import('../../src/standard-webhooks/index.js'),
  )
  const headers = signMessage({ id, timestamp, body, secret })
  const verify = (changes: object = {}) =>
    verifyMessage({ body, headers, secret, now: () => timestamp, ...changes } as SignedMessage)
  const withHeader = (name: string, value: unknown) => verify({ headers: { ...headers, [name]: value } })

  test('the example of the specification’s own libraries', () => {
    expect(
      signMessage({
        id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        timestamp: 1614265330,
        body: '{"test": 2432232314}',
        secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      }),
    ).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  test('verifies what it signs', () => {
    expect(headers).toMatchObject({ 'webhook-id': id, 'webhook-timestamp': `${seconds}` })
    expect(verify()).toEqual({ id, timestamp: new Date(seconds * 1000) })
    expect(verify({ body: Buffer.from(body) })).toEqual(verify())
    expect(
      verify({ headers: signMessage({ id, timestamp: seconds, body: Buffer.from(body), secret }) }),
    ).toEqual(verify())
  })

  test('interoperates with standardwebhooks, in both directions', () => {
    const now = Math.floor(Date.now() / 1000)
    const property = fc.property(
      fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/),
      fc.integer({ min: -290, max: 290 }),
      fc.jsonValue(),
      fc.uint8Array({ minLength: 16, maxLength: 100 }),
      fc.boolean(),
      fc.boolean(),
      (id, offset, value, key, prefixed, padded) => {
        const text = JSON.stringify(value)
        const secret = `${prefixed ? 'whsec_' : ''}${Buffer.from(key).toString('base64')}`.replace(
          padded ? '' : /=+$/,
          '',
        )
        const timestamp = new Date((now + offset) * 1000)
        const theirs = new Webhook(secret)

        const ours = signMessage({ id, timestamp, body: text, secret })
        expect(ours['webhook-signature']).toBe(theirs.sign(id, timestamp, text))
        expect(theirs.verify(text, { ...ours })).toEqual(JSON.parse(text))

        const signed = {
          'webhook-id': id,
          'webhook-timestamp': `${now + offset}`,
          'webhook-signature': theirs.sign(id, timestamp, text),
        }
        expect(verifyMessage({ body: text, headers: signed, secret })).toEqual({ id, timestamp })
      },
    )
    fc.assert(property, { numRuns: 300 })
  })

  test('accepts headers in any case and of any kind', () => {
    const fetchHeaders = new Headers({ ...headers })
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]),
    )
    const nodes = { ...headers, host: 'localhost', 'set-cookie': ['a', 'b'], get: undefined, none: undefined }
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
    for (const each of [fetchHeaders, upper, nodes, lists])
      expect(verify({ headers: each })).toEqual(verify())
  })

  test('refuses headers that are missing, malformed or repeated', () => {
    for (const name of Object.keys(headers)) {
      for (const none of [undefined, '', []]) expect(() => withHeader(name, none)).toThrow(`${name}: missing`)
      const { [name as keyof typeof headers]: value, ...others } = headers
      expect(() => verify({ headers: others })).toThrow(`${name}: missing`)
      expect(() => verify({ headers: new Headers(others) })).toThrow(SignatureError)
      expect(() => withHeader(name.toUpperCase(), value)).toThrow(`${name}: given more than once`)
      expect(() => withHeader(name, [value, value])).toThrow(`${name}: given more than once`)
      expect(() => withHeader(name, `${value}\n`)).toThrow(`${name}: malformed`)
      expect(() => withHeader(name, ` ${value}`)).toThrow(`${name}: malformed`)
      expect(() => verify({ headers: Object.create(headers) })).toThrow(SignatureError)
    }
    for (const wrong of [
      `0${seconds}`,
      `+${seconds}`,
      `${seconds}.0`,
      `${seconds}x`,
      '1e9',
      '-1',
      '٣',
      '9'.repeat(13),
    ]) {
      expect(() => withHeader('webhook-timestamp', wrong)).toThrow('webhook-timestamp: malformed')
    }
    for (const wrong of ['a.b', 'a b', 'é', '\0']) {
      expect(() => withHeader('webhook-id', wrong)).toThrow('webhook-id: malformed')
    }
  })

  test('refuses any change to the signed content', () => {
    const refuse = (changes: object) => {
      expect(() => verify(changes)).toThrow(SignatureError)
      expect(() => verify(changes)).toThrow('webhook-signature: no signature matches this message')
    }
    refuse({ body: `${body} ` })
    refuse({ body: '"\ud800"', headers: signMessage({ id, timestamp, body: '"\ufffd"', secret }) })
    refuse({ secret: secretOf('b') })
    refuse({ secret: [secretOf('b'), secretOf('c')] })
    refuse({ headers: { ...headers, 'webhook-id': 'msg_other' } })
    refuse({ headers: { ...headers, 'webhook-timestamp': `${seconds + 1}` } })
    const signature = headers['webhook-signature']
    for (const wrong of [
      signature.slice(3),
      signature.slice(0, -1),
      `${signature}=`,
      signature.replace('v1', 'v1a'),
      signature.replace('v1', 'v2'),
      signature.toUpperCase(),
      'v1,',
      'v1',
      ',',
    ]) {
      refuse({ headers: { ...headers, 'webhook-signature': wrong } })
    }
  })

  test('accepts any valid signature of up to sixteen', () => {
    const right = headers['webhook-signature']
    const wrong = `v1,${Buffer.alloc(32).toString('base64')}`
    const list = (count: number, last = right) => [...Array(count - 1).fill(wrong), last].join(' ')
    expect(withHeader('webhook-signature', `v1a,abc ${wrong} ${right}`)).toEqual(verify())
    expect(withHeader('webhook-signature', `${right}  ${wrong}`)).toEqual(verify())
    expect(withHeader('webhook-signature', list(16))).toEqual(verify())
    expect(() => withHeader('webhook-signature', list(16, wrong))).toThrow(
      'no signature matches this message',
    )
    expect(() => withHeader('webhook-signature', list(17))).toThrow('more than 16 signatures')
  })

  test('secrets can be rotated at either end', () => {
    const [old, next] = [secretOf('b'), secretOf('c')]
    expect(verify({ secret: [next, secret] })).toEqual(verify())
    const both = signMessage({ id, timestamp, body, secret: [old, next] })
    expect(both['webhook-signature'].split(' ')).toHaveLength(2)
    for (const secret of [old, next]) expect(verify({ headers: both, secret })).toEqual(verify())
    expect(() => verify({ headers: both })).toThrow(SignatureError)
  })

  test('the tolerance applies in both directions, to the second', () => {
    const at = (offset: number, changes = {}) => verify({ now: () => (seconds + offset) * 1000, ...changes })
    for (const offset of [-300, 0, 300, 300.999]) expect(at(offset)).toEqual(verify())
    expect(() => at(301)).toThrow('webhook-timestamp: more than 300 seconds ago')
    expect(() => at(-301)).toThrow('webhook-timestamp: more than 300 seconds ahead')
    expect(at(10, { toleranceSeconds: 10 })).toEqual(verify())
    expect(() => at(11, { toleranceSeconds: 10 })).toThrow(SignatureError)
    expect(at(0, { toleranceSeconds: 0 })).toEqual(verify())
    expect(() => at(1, { toleranceSeconds: 0 })).toThrow(SignatureError)
    expect(() => verify({ now: () => Number.NaN })).toThrow(SignatureError)
  })

  test('uses the system’s clock by default', () => {
    const now = signMessage({ id, timestamp: new Date(), body, secret })
    expect(verifyMessage({ body, headers: now, secret }).id).toBe(id)
    expect(() => verifyMessage({ body, headers, secret })).toThrow('more than 300 seconds ago')
  })

  test('a mistake in the call is a TypeError that explains it', () => {
    const sign = (changes: object) => () =>
      signMessage({ id, timestamp, body, secret, ...changes } as MessageToSign)
    for (const wrong of ['', 'a.b', 'a b', 'a\n', 'é', 1, undefined]) {
      expect(sign({ id: wrong })).toThrow(new TypeError('id: expected visible ASCII without a full stop'))
    }
    for (const wrong of [1.5, -1, Number.NaN, Date.now(), new Date(Number.NaN), '1', undefined]) {
      expect(sign({ timestamp: wrong })).toThrow(TypeError)
      expect(sign({ timestamp: wrong })).toThrow(/^timestamp: expected a date/)
    }
    const secrets: [unknown, RegExp][] = [
      [undefined, /^secret: expected a string, got undefined/],
      ['', /^secret: empty/],
      [[], /^secret: expected at least one/],
      [[secret, ''], /^secret\[1\]: empty/],
      [` ${secret}`, /^secret: has white space around it/],
      ['whsec_', /^secret: expected a key of at least 16 bytes in base64, got 0/],
      [`whsec_${Buffer.alloc(15).toString('base64')}`, /^secret: expected a key of at least 16 bytes/],
      [[secret, 'whsec_AAAA'], /^secret\[1\]: expected a key of at least 16 bytes/],
      ['whsec_hush!', /^secret: expected whsec_ followed by base64/],
      ['whsk_aGVsbG8=', /^secret: expected whsec_ followed by base64/],
      ['hush!', /^secret: expected whsec_ followed by base64/],
    ]
    for (const [wrong, message] of secrets) {
      for (const run of [sign({ secret: wrong }), () => verify({ secret: wrong })]) {
        expect(run).toThrow(TypeError)
        expect(run).toThrow(message)
        expect(run).not.toThrow(/hush/)
      }
    }
    for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY, '300', null]) {
      expect(() => verify({ toleranceSeconds: wrong })).toThrow(TypeError)
    }
    for (const wrong of [null, undefined, 'webhook-id: a']) {
      expect(() => verify({ headers: wrong })).toThrow(/^headers: expected the headers of the request/)
    }
    for (const run of [sign({ body: {} }), () => verify({ body: {} })]) {
      expect(run).toThrow(TypeError)
      expect(run).toThrow(/^body: expected the raw body/)
    }
  })
})
