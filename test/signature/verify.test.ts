import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { InvalidEventError, isWebhookEvent, SignatureError } from '../../src/index.js'
import type { SignedBody } from '../../src/signature/index.js'
import { loadIn, runtimes } from '../support/runtimes.js'

const body = readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8')
const secret = 'test-secret'
const rawSignature = (of: string | Uint8Array, key = secret) =>
  createHmac('sha256', key).update(of).digest('hex')

afterEach(() => vi.restoreAllMocks())

describe.each(runtimes)('%s', async (runtime) => {
  const { canonicalJson, signPayload, verifySignature, verifyWebhookEvent } = await loadIn(
    runtime,
    () => import('../../src/signature/index.js'),
  )
  const signature = signPayload(body, secret)
  const verify = (changes: object) => verifySignature({ body, signature, secret, ...changes })

  test('hashes with the API of this runtime', async () => {
    const hmac = vi.spyOn(process.getBuiltinModule('node:crypto'), 'createHmac')
    const long = JSON.stringify('x'.repeat(10_000))
    expect(signPayload(long, secret)).toBe(rawSignature(long))
    expect(hmac.mock.calls.length).toBe(runtime === 'with node:crypto' ? 1 : 0)
  })

  test('accepts a signature over the canonical text or the bytes', () => {
    expect(signature).toBe(rawSignature(canonicalJson(body)))
    expect(signature).not.toBe(rawSignature(body))
    for (const each of [signature, signature.toUpperCase(), rawSignature(body)]) {
      expect(verify({ signature: each })).toBe(true)
      expect(verify({ signature: each, body: Buffer.from(body) })).toBe(true)
      expect(verify({ signature: each, body: new TextEncoder().encode(body) })).toBe(true)
    }
  })

  test('the canonical text covers every spelling of the body, the bytes only one', () => {
    const spelled = JSON.stringify(JSON.parse(body), null, 2)
    expect(verify({ body: spelled })).toBe(true)
    expect(verify({ body: spelled, signature: rawSignature(body) })).toBe(false)
    expect(verify({ body: body.replace('Hello', 'Hallo') })).toBe(false)
  })

  test('accepts a signature over bytes that are not JSON or not UTF-8', () => {
    for (const other of ['', 'no JSON', '\ufeff{}', Buffer.from([0x22, 0xff, 0x22]), Buffer.alloc(0)]) {
      expect(verify({ body: other, signature: rawSignature(other) })).toBe(true)
      expect(verify({ body: other })).toBe(false)
      expect(verifySignature({ body: other, signature: rawSignature(other), secret: 'other' })).toBe(false)
    }
  })

  test('verifies only the bytes of a view into a larger buffer', () => {
    const larger = Buffer.from(`xxx${body}xxx`)
    expect(verify({ body: larger.subarray(3, -3) })).toBe(true)
    expect(verify({ body: larger })).toBe(false)
  })

  test('accepts bytes from another realm', () => {
    const foreign: Uint8Array = runInNewContext(`Uint8Array.from(${JSON.stringify([...Buffer.from(body)])})`)
    expect(foreign).not.toBeInstanceOf(Uint8Array)
    expect(verify({ body: foreign })).toBe(true)
  })

  test.each(['with String.prototype.isWellFormed', 'without it'])(
    '%s, a lone surrogate is not the character that encoders put in its place',
    (text) => {
      if (text === 'without it') {
        const method = Object.getOwnPropertyDescriptor(String.prototype, 'isWellFormed') ?? {}
        Reflect.deleteProperty(String.prototype, 'isWellFormed')
        onTestFinished(() => void Object.defineProperty(String.prototype, 'isWellFormed', method))
      }
      const replaced = '"\ufffd"'
      expect(verify({ body: replaced, signature: rawSignature(replaced) })).toBe(true)
      expect(verify({ body: '"\ud800"', signature: rawSignature(replaced) })).toBe(false)
      expect(verify({ body: '"\ud800"', signature: signPayload('"\\ud800"', secret) })).toBe(true)
    },
  )

  test('accepts a signature under any of several secrets', () => {
    expect(verify({ secret: ['old', secret] })).toBe(true)
    expect(verify({ secret: [secret, 'old'] })).toBe(true)
    expect(verify({ secret: ['old', secret], signature: rawSignature(body) })).toBe(true)
    expect(verify({ secret: ['old', 'older'] })).toBe(false)
    expect(
      verify({ secret: 'gehe\u00efm \u{1f511}', signature: signPayload(body, 'gehe\u00efm \u{1f511}') }),
    ).toBe(true)
  })

  test.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['too short', signature.slice(1)],
    ['too long', `${signature}0`],
    ['twice', signature + signature],
    ['twice, as Node joins headers', `${signature}, ${signature}`],
    ['with a prefix', `sha256=${signature}`],
    ['with 0x', `0x${signature.slice(2)}`],
    ['with space before', ` ${signature}`],
    ['with space after', `${signature} `],
    ['with a line end', `${signature}\n`],
    ['not hex', `g${signature.slice(1)}`],
    ['base64', Buffer.from(signature, 'hex').toString('base64')],
    ['full-width digits', signature.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
    ['another', '0'.repeat(64)],
    ['a list', [signature]],
    ['a String', Object(signature)],
    ['bytes', Buffer.from(signature, 'hex')],
    ['a number', 1],
    ['an object', { toString: () => signature }],
  ])('refuses a signature that is %s', (_, wrong) => {
    expect(verify({ signature: wrong })).toBe(false)
    const signed = { body, signature: wrong, secret } as SignedBody
    expect(() => verifyWebhookEvent(signed)).toThrow(SignatureError)
  })

  test('refuses any other signature', () => {
    const property = fc.property(fc.nat(255), (bit) => {
      const bytes = Buffer.from(signature, 'hex')
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(verify({ signature: bytes.toString('hex') })).toBe(false)
    })
    fc.assert(property, { numRuns: 500 })
  })

  test('refuses any other body, unless it has the same canonical text', () => {
    const property = fc.property(fc.nat(Buffer.byteLength(body) - 1), fc.nat(7), (at, bit) => {
      const bytes = Buffer.from(body)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      let same = false
      try {
        same = canonicalJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) === canonicalJson(body)
      } catch {}
      expect(verify({ body: bytes })).toBe(same)
      expect(verify({ body: bytes, signature: rawSignature(body) })).toBe(false)
    })
    fc.assert(property, { numRuns: 2_000 })
  })

  describe('a mistake in the call is a TypeError that explains it, whatever the signature', () => {
    const mistakes: [string, unknown, RegExp][] = [
      ['missing', undefined, /^secret: expected a string, got undefined/],
      ['null', null, /^secret: expected a string, got null/],
      ['empty', '', /^secret: empty/],
      ['with space before', ' hush', /^secret: has white space around it/],
      ['with a line end', 'hush\n', /^secret: has white space around it/],
      ['with a byte order mark', '\ufeffhush', /^secret: has white space around it/],
      ['white space alone', ' \t', /^secret: has white space around it/],
      ['an empty list', [], /^secret: expected at least one/],
      ['a list with an empty string', ['hush', ''], /^secret\[1\]: empty/],
      ['a list with space', ['hush ', 'b'], /^secret\[0\]: has white space around it/],
      ['a list with undefined', ['hush', undefined], /^secret\[1\]: expected a string, got undefined/],
      ['bytes', Buffer.from('hush'), /^secret: expected a string, got an object/],
    ]
    test.each(mistakes)('secret: %s', (_, wrong, message) => {
      for (const each of [signature, undefined]) {
        const signed = { body, signature: each, secret: wrong } as SignedBody
        for (const run of [verifySignature, verifyWebhookEvent]) {
          expect(() => run(signed)).toThrow(TypeError)
          expect(() => run(signed)).toThrow(message)
          expect(() => run(signed)).not.toThrow(/hush/)
        }
      }
      if (Array.isArray(wrong)) return
      expect(() => signPayload(body, wrong as string)).toThrow(TypeError)
      expect(() => signPayload(body, wrong as string)).toThrow(message)
    })

    test.each<[string, unknown, string]>([
      ['a parsed object', JSON.parse(body), 'got an object'],
      ['a parsed list', [1], 'got an array'],
      ['undefined', undefined, 'got undefined'],
      ['null', null, 'got null'],
      ['a number', 1, 'got a number'],
      ['an ArrayBuffer', new ArrayBuffer(1), 'got an object'],
      ['a typed array of another type', new Uint16Array(1), 'got an object'],
      ['an object that pretends to be bytes', { [Symbol.toStringTag]: 'Uint8Array' }, 'got an object'],
    ])('body: %s', (_, wrong, got) => {
      const signed = { body: wrong, signature, secret } as SignedBody
      for (const run of [verifySignature, verifyWebhookEvent, () => signPayload(wrong as string, secret)]) {
        expect(() => run(signed)).toThrow(TypeError)
        expect(() => run(signed)).toThrow(got)
        expect(() => run(signed)).toThrow(/before express\.json\(\).*express\.raw\(.*limit: '1mb'.*100 kB/)
        expect(() => run(signed)).toThrow(/request\.rawBody, set by verify of express\.json\(\{ verify \}\)/)
        expect(() => run(signed)).toThrow(/NestJS: .*\{ rawBody: true \}/)
        expect(() => run(signed)).toThrow("parseAs: 'buffer'")
        expect(() => run(signed)).toThrow('Hono, Next: await request.clone().text()')
        expect(() => run(signed)).not.toThrow('Hello')
      }
    })
  })

  describe('verifyWebhookEvent', () => {
    const open = (text: string | Uint8Array) =>
      verifyWebhookEvent({ body: text, signature: rawSignature(text), secret })

    test('returns the event', () => {
      const event = verifyWebhookEvent({ body, signature, secret })
      expect(event).toEqual(JSON.parse(body))
      expect(isWebhookEvent(event) && event.event_type).toBe('prompt_template_label_moved')
      expect(verifyWebhookEvent({ body: Buffer.from(body), signature, secret: ['old', secret] })).toEqual(
        event,
      )
    })

    test('returns an event of an unknown type', () => {
      const event = { ...JSON.parse(body), event_type: 'prompt_template_added_later' }
      expect(open(JSON.stringify(event))).toEqual(event)
      expect(isWebhookEvent(event)).toBe(false)
    })

    test('keeps a __proto__ key and pollutes nothing', () => {
      const text = body.replace('{', '{"__proto__":{"polluted":true},')
      expect(
        Object.keys(verifyWebhookEvent({ body: text, signature: signPayload(text, secret), secret })),
      ).toContain('__proto__')
      expect({}).not.toHaveProperty('polluted')
    })

    test('distinguishes a missing signature from a wrong one', () => {
      const refuse = (changes: object) => () => verifyWebhookEvent({ body, signature, secret, ...changes })
      for (const signature of [undefined, null, '']) {
        expect(refuse({ signature })).toThrow(
          expect.objectContaining({
            reason: 'missing_signature',
            message: 'signature: missing, expected the X-PromptLayer-Signature header',
          }),
        )
      }
      expect(refuse({ secret: 'other' })).toThrow(
        expect.objectContaining({
          reason: 'wrong_signature',
          message: 'signature: does not match this body under any of the secrets',
        }),
      )
    })

    test('refuses a signed body that is not a valid event, and names the field', () => {
      const text = body.replace('"user_id":1', '"user_id":"1"')
      expect(() => open(text)).toThrow(InvalidEventError)
      expect(() => open(text)).toThrow('user_id: expected a whole number, got a string')
    })

    test.each([
      ['no JSON', 'SECRET'],
      ['JSON as only Python reads it', '{"SECRET":NaN}'],
      ['JSON after a byte order mark', `\ufeff${body}`],
      ['JSON in bytes after a byte order mark', Buffer.from(`\ufeff${body}`)],
      ['no UTF-8', Buffer.from([...Buffer.from(body), 0xff])],
      ['empty', ''],
    ])('refuses a signed body that is %s, and quotes none of it', (_, text) => {
      let error: unknown
      try {
        open(text)
      } catch (thrown) {
        error = thrown
      }
      expect(error).toBeInstanceOf(InvalidEventError)
      expect(error).toMatchObject({
        issues: [{ path: [], code: 'invalid_json', message: 'expected JSON in UTF-8' }],
      })
      expect(error).not.toHaveProperty('cause')
    })

    test('parses nothing before the signature is verified', () => {
      const parse = vi.spyOn(JSON, 'parse')
      expect(() => verifyWebhookEvent({ body, signature: '0'.repeat(64), secret })).toThrow(SignatureError)
      expect(parse).not.toHaveBeenCalled()
      verifyWebhookEvent({ body, signature, secret })
      expect(parse).toHaveBeenCalledOnce()
    })
  })

  describe('canonicalJson', () => {
    test('keeps keys that differ only in their plane, in the order of their code points', () => {
      expect(canonicalJson('{"\u{100001}":3,"\u{20001}":2,"\u{10001}":1}')).toBe(
        '{"\\ud800\\udc01": 1, "\\ud840\\udc01": 2, "\\udbc0\\udc01": 3}',
      )
    })

    test.each(['10000', '103FF', '10FC00', '10FFFF'])(
      'takes an escaped pair for the character U+%s, so both are the same key',
      (point) => {
        const character = String.fromCodePoint(Number.parseInt(point, 16))
        const [high, low] = [0, 1].map((at) => `\\u${character.charCodeAt(at).toString(16)}`)
        expect(canonicalJson(`{"${character}":1,"${high}${low}":2}`)).toBe(`{"${high}${low}": 2}`)
      },
    )

    test.each(['é', '\u007f', '😀'])(
      'has room for a long text of %j, which takes six times as much',
      (text) => {
        const escaped = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
          .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
          .join('')
        expect(canonicalJson(JSON.stringify(text.repeat(5000)))).toBe(`"${escaped.repeat(5000)}"`)
      },
    )
  })

  test('signPayload refuses a body that is not JSON', () => {
    expect(() => signPayload('no JSON', secret)).toThrow(/^Not JSON as Python reads it/)
    expect(() => signPayload(Buffer.from([0xff]), secret)).toThrow(/^Not JSON: the body is not UTF-8/)
    expect(signPayload(Buffer.from(body), secret)).toBe(signature)
  })
})
