import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { causes } from '../../src/signature/explanation/signature-cause.js'
import {
  canonicalJson,
  explainSignature,
  type SignatureCause,
  type SignedBody,
  signPayload,
  verifySignature,
} from '../../src/signature/index.js'
import { signMessage } from '../../src/standard-webhooks/index.js'

type Body = string | Uint8Array
const sign = (message: Body, key: Body) => createHmac('sha256', key).update(message).digest('hex')

const secret = 'Tr0ub4dor-and-3'
const messageSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
/** An event whose name has characters that JSON can write in several ways, and a list of numbers. */
const event = {
  ...catalog.prompt_template_label_moved.example,
  user_name: 'José "😀", [b]',
  ids: [2, 1],
}
const body = JSON.stringify(event)
const signed: SignedBody = { body, signature: signPayload(body, secret), secret }
const bytes = (text: string) => new TextEncoder().encode(text)
const lines = JSON.stringify(event, null, 2)
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}
const compact = JSON.stringify(sorted(event))
/** The text that the sample in the sender's documentation signs, for the output of json-stable-stringify. */
const sample = compact.replace(/"([^"]+)"\s*:/g, '"$1": ').replace(/,(?=(?:\s*[{"[]))/g, ', ')
const unescaped = canonicalJson(body).replace(/(?:\\u[0-9a-f]{4})+/g, (escapes) => JSON.parse(`"${escapes}"`))
const digest = signed.signature as string
const buffer = Buffer.from(digest, 'hex')
const standard = signMessage({ id: 'msg_1', timestamp: 1_700_000_000, body, secret: messageSecret })
const signedBy = (key: Body, ours = secret) => ({ signature: sign(canonicalJson(body), key), secret: ours })
const over = (message: Body, received: Body = body) => ({ signature: sign(message, secret), body: received })

const planted: [SignatureCause, string, object][] = [
  ['missing_signature', 'undefined', { signature: undefined }],
  ['missing_signature', 'null', { signature: null }],
  ['missing_signature', 'empty', { signature: '' }],
  ['malformed_signature', 'a word', { signature: 'valid' }],
  ['malformed_signature', 'a list', { signature: [digest] }],
  ['malformed_signature', 'an endless text', { signature: 'a'.repeat(1e6) }],
  ['signature_has_white_space', 'a line end', { signature: `${digest}\n` }],
  ['signature_has_white_space', 'folded', { signature: `${digest.slice(0, 32)}\r\n  ${digest.slice(32)}` }],
  ['signature_has_quotes', 'double', { signature: `"${digest}"` }],
  ['signature_has_quotes', 'single', { signature: `'${digest.toUpperCase()}'` }],
  ['signature_has_prefix', 'sha256=', { signature: `sha256=${digest}` }],
  ['signature_has_prefix', 'v1,', { signature: `v1,${digest}` }],
  ['signature_has_prefix', '0x', { signature: `0x${digest}` }],
  ['signature_has_prefix', 'the whole header', { signature: `X-PromptLayer-Signature: ${digest}` }],
  ['signature_repeated', 'twice', { signature: `${digest}, ${digest}` }],
  ['signature_repeated', 'with another', { signature: `${'0'.repeat(64)},${digest}` }],
  ['signature_repeated', 'without a comma', { signature: digest + digest }],
  ['signature_truncated', 'the start', { signature: digest.slice(0, 63) }],
  ['signature_truncated', 'half', { signature: digest.slice(0, 32) }],
  ['signature_truncated', 'the end', { signature: digest.slice(-40) }],
  ['signature_in_other_encoding', 'base64', { signature: buffer.toString('base64') }],
  ['signature_in_other_encoding', 'base64url', { signature: buffer.toString('base64url') }],
  ['signature_in_other_encoding', 'sha256=base64', { signature: `sha256=${buffer.toString('base64')}` }],
  ['signature_in_other_encoding', 'base64 of hex', { signature: Buffer.from(digest).toString('base64') }],
  ['signature_in_other_encoding', 'hex of hex', { signature: Buffer.from(digest).toString('hex') }],
  ['signature_is_secret', 'the secret', { signature: secret }],
  ['signature_of_other_hash', 'SHA-1', { signature: createHmac('sha1', secret).update(body).digest('hex') }],
  [
    'signature_of_other_hash',
    'SHA-512',
    { signature: createHmac('sha512', secret).update(body).digest('hex') },
  ],
  ['signature_of_other_header', 'Standard Webhooks', { signature: standard['webhook-signature'] }],
  ['signature_of_other_header', 'Stripe', { signature: `t=1700000000,v1=${sign('a', secret)}` }],
  ['signature_of_other_header', 'GitHub', { signature: `sha256=${sign('a', secret)}` }],

  ['unusable_secret', 'missing', { secret: undefined }],
  ['unusable_secret', 'empty', { secret: '' }],
  ['unusable_secret', 'a promise', { secret: Promise.resolve(secret) }],
  ['unusable_secret', 'a hole', { secret: [secret, undefined] }],
  ['unusable_secret', 'the text of nothing', { secret: 'undefined' }],
  ['secret_has_quotes', 'double', { secret: `"${secret}"` }],
  ['secret_has_quotes', 'single, and a line end', { secret: `'${secret}'\n` }],
  ['secret_has_line_end', 'LF', { secret: `${secret}\n` }],
  ['secret_has_line_end', 'CRLF', { secret: `${secret}\r\n` }],
  ['secret_has_white_space', 'before', { secret: ` ${secret}` }],
  ['secret_has_white_space', 'around, in a list', { secret: ['other', `\t${secret} `] }],
  ['secret_has_invisible_characters', 'zero width', { secret: `Tr0ub4dor\u200b-and-3` }],
  ['secret_in_other_case', 'small', signedBy(secret.toLowerCase())],
  ['secret_in_other_case', 'capital', signedBy(secret.toUpperCase())],
  ['secret_percent_encoded', 'there', signedBy('a%2Fb', 'a/b')],
  ['secret_percent_encoded', 'here', signedBy('a/b', 'a%2Fb')],
  ['signer_secret_missing', 'empty', signedBy('')],
  ['signer_secret_missing', 'undefined', signedBy('undefined')],
  ['signer_secret_missing', 'None', signedBy('None')],
  ['signer_secret_has_quotes', 'double', signedBy(`"${secret}"`)],
  ['signer_secret_has_line_end', 'LF', signedBy(`${secret}\n`)],
  ['signer_secret_has_line_end', 'CRLF', signedBy(`${secret}\r\n`)],
  ['signer_secret_has_white_space', 'before', signedBy(` ${secret}`)],
  ['signer_secret_has_white_space', 'after', signedBy(`${secret} `)],
  ['signer_secret_without_prefix', 'whsec_', signedBy(messageSecret.slice(6), messageSecret)],
  ['signer_secret_with_prefix', 'whsec_', signedBy(messageSecret, messageSecret.slice(6))],
  ['signer_secret_decoded', 'whsec_', signedBy(Buffer.from(messageSecret.slice(6), 'base64'), messageSecret)],
  ['signer_secret_decoded', 'base64', signedBy(Buffer.from('q83vASNFZ4k', 'base64'), 'q83vASNFZ4k')],
  ['signer_secret_decoded', 'hex', signedBy(Buffer.from('deadbeefcafe01', 'hex'), 'deadbeefcafe01')],
  ['signer_secret_encoded', 'base64', signedBy(Buffer.from(secret).toString('base64'))],
  ['signer_secret_encoded', 'hex', signedBy(Buffer.from(secret).toString('hex'))],
  ['signer_secret_encoded', 'UTF-8 twice', signedBy(Buffer.from('gehe\u00c3\u00afm'), 'geheïm')],

  ['parsed_body', 'an object', { body: event }],
  ['parsed_body', 'nothing', { body: undefined }],
  ['empty_body', 'a text', { body: '' }],
  ['empty_body', 'bytes', { body: new Uint8Array(0) }],
  ['body_is_object_text', 'an object', { body: '[object Object]' }],
  ['body_is_object_text', 'in bytes', { body: bytes('[object Array]') }],
  ['body_too_large', 'a text', { body: `${body}${' '.repeat(2 ** 20)}{}` }],
  ['body_has_byte_order_mark', 'here', { body: `\ufeff${body}` }],
  ['body_has_byte_order_mark', 'here, in bytes', { body: bytes(`\ufeff${body}`) }],
  ['body_has_byte_order_mark', 'there', over(`\ufeff${body}`)],
  ['body_has_other_end', 'here', over(body, `${body}\n`)],
  ['body_has_other_end', 'here, CRLF', over(body, bytes(`${body}\r\n`))],
  ['body_has_other_end', 'there', over(`${body}\n`)],
  ['body_has_other_end', 'spaces', over(body, `  ${body}  `)],
  ['body_has_other_line_ends', 'CRLF here', over(lines, lines.replaceAll('\n', '\r\n'))],
  ['body_has_other_line_ends', 'CRLF there', over(lines.replaceAll('\n', '\r\n'), lines)],
  ['body_in_base64', 'as on Lambda', { body: Buffer.from(body).toString('base64') }],
  ['body_in_base64', 'of raw bytes', over(body, Buffer.from(body).toString('base64'))],
  ['body_in_other_encoding', 'read as Latin-1', { body: Buffer.from(body).toString('latin1') }],
  [
    'body_in_other_encoding',
    'sent in Latin-1',
    over(canonicalJson('{"a":"é"}'), Buffer.from('{"a":"é"}', 'latin1')),
  ],
  ['body_escaped_again', 'here', { body: JSON.stringify(body) }],
  ['body_escaped_again', 'there', over(JSON.stringify(body))],
  ['body_escaped_again', 'there, by Python', over(canonicalJson(JSON.stringify(canonicalJson(body))))],
  ['body_written_again', 'compact', over(body, lines)],
  ['body_written_again', 'two spaces', over(lines)],
  ['body_written_again', 'four spaces', over(JSON.stringify(event, null, 4))],
  ['body_written_again', 'a tab', over(JSON.stringify(event, null, '\t'))],
  ['signer_body_missing', 'empty', over('')],
  ['signer_body_missing', 'an object', over(String({}))],
  ['sender_sample', 'the sample', over(sample)],
  ['characters_not_escaped', 'all', over(unescaped)],
  ['separators_without_spaces', 'all', over(compact)],
  ['keys_not_sorted', 'all', over('{"b": "\\u00e9", "a": 1}', '{"b":"é","a":1}')],
  ['numbers_written_again', 'all', over('{"a": [1, 2]}', '{"a":[1.0,2]}')],

  ['unknown', 'another secret', { secret: 'another' }],
  ['unknown', 'another body', { body: body.replace('Hello', 'Hallo') }],
  ['unknown', 'no JSON', { body: 'a=1&b=2' }],
  ['unknown', 'no text', { body: Uint8Array.of(0xff, 0xfe) }],
]

describe('planted causes', () => {
  test.each(planted)('%s: %s', (code, _, change) => {
    const call = { ...signed, ...change } as SignedBody
    const explanation = explainSignature(call)
    expect(explanation).toEqual({ valid: false, code, message: expect.any(String) })
    if (explanation.valid) return
    if (code !== 'unusable_secret') expect(explanation.message).toBe(causes[code])
    expect(explanation.message).not.toContain(secret)
    expect(explanation.message).not.toContain(digest.slice(0, 8))
  })

  test('there is one for each code', () => {
    expect([...new Set(planted.map(([code]) => code))].sort()).toEqual(Object.keys(causes).sort())
    expect(new Set(Object.values(causes)).size).toBe(Object.keys(causes).length)
  })

  test('docs/signatures.md lists each code', () => {
    const page = readFileSync('docs/signatures.md', 'utf8')
    const rows = [...page.matchAll(/^\| `(\w+)` \| (.*) \|$/gm)]
    expect(Object.fromEntries(rows.map(([, code, message]) => [code, message]))).toEqual(causes)
  })

  test.each(planted.filter(([code]) => code.startsWith('secret_') || code.startsWith('signer_secret_')))(
    '%s: %s, beside another secret',
    (code, _, change) => {
      const { secret: ours = secret } = change as { secret?: string | string[] }
      const call = { ...signed, ...change, secret: ['other', ...[ours].flat()] }
      expect(explainSignature(call)).toMatchObject({ valid: false, code })
    },
  )
})

describe('a valid signature', () => {
  test.each<[string, object]>([
    ['over the canonical text', {}],
    ['over the bytes', over(body)],
    ['in capitals', { signature: digest.toUpperCase() }],
    ['of another layout', { body: lines }],
    ['under one of several secrets', { secret: ['other', secret] }],
    ['of bytes', { body: bytes(body) }],
    ['of a large body', over(body.padEnd(2 ** 21), body.padEnd(2 ** 21))],
  ])('%s', (_, change) => {
    expect(explainSignature({ ...signed, ...change } as SignedBody)).toEqual({ valid: true })
  })
})

/** What `verifySignature` says. A call that it refuses is not valid. */
function verdict(call: SignedBody): boolean {
  try {
    return verifySignature(call)
  } catch {
    return false
  }
}

describe('properties', () => {
  const key = fc.string({ minLength: 1, unit: 'binary' })
  const json = fc.json()

  test('valid is exactly what verifySignature says, and nothing throws, whatever the call holds', () => {
    const anything = fc.anything({ withNullPrototype: true, withTypedArray: true, withBigInt: true })
    const call = fc.record({
      body: fc.oneof(anything, fc.string(), fc.uint8Array(), json),
      signature: fc.oneof(anything, fc.string(), fc.base64String(), fc.constant(digest)),
      secret: fc.oneof(anything, key, fc.array(key)),
    })
    fc.assert(
      fc.property(call, (each) => {
        expect(explainSignature(each as SignedBody).valid).toBe(verdict(each as SignedBody))
      }),
      { numRuns: 2000 },
    )
  })

  test('every planted change of a random call is as valid as verifySignature says', () => {
    const changes: ((text: string, key: string) => object)[] = [
      (text, key) => ({ signature: sign(text, key) }),
      (text, key) => ({ signature: sign(`${text}\n`, key) }),
      (text, key) => ({ signature: sign(text, `${key}\n`) }),
      (text, key) => ({ signature: sign(text, key), secret: `"${key}"` }),
      (text, key) => ({ signature: sign(text, key).slice(1) }),
      (text, key) => ({ signature: `sha256=${sign(text, key)}` }),
      (text, key) => ({ signature: sign(JSON.stringify(text), key) }),
    ]
    fc.assert(
      fc.property(json, key, fc.constantFrom(...changes), (text, secret, change) => {
        const call = { body: text, signature: '', secret, ...change(text, secret) }
        expect(explainSignature(call).valid).toBe(verdict(call))
      }),
      { numRuns: 1000 },
    )
  })

  // A secret that `verifySignature` takes, and that no change below turns into a mistake of another kind.
  const plainSecret = fc.stringMatching(/^[A-Z][a-z]{3}[!-~]{8,40}$/).filter((text) => !/["'`%]/.test(text))
  const planting: [SignatureCause, (text: string, secret: string) => Partial<SignedBody>][] = [
    [
      'secret_has_quotes',
      (text, secret) => ({ signature: signPayload(text, secret), secret: `"${secret}"` }),
    ],
    [
      'secret_has_line_end',
      (text, secret) => ({ signature: signPayload(text, secret), secret: `${secret}\n` }),
    ],
    [
      'secret_has_white_space',
      (text, secret) => ({ signature: signPayload(text, secret), secret: ` ${secret}` }),
    ],
    ['signer_secret_has_quotes', (text, secret) => ({ signature: sign(text, `'${secret}'`) })],
    ['signer_secret_has_line_end', (text, secret) => ({ signature: sign(text, `${secret}\n`) })],
    ['signer_secret_has_white_space', (text, secret) => ({ signature: sign(text, ` ${secret}`) })],
    ['signer_secret_with_prefix', (text, secret) => ({ signature: sign(text, `whsec_${secret}`) })],
    ['signer_secret_missing', (text) => ({ signature: sign(text, '') })],
    ['secret_in_other_case', (text, secret) => ({ signature: sign(text, secret.toUpperCase()) })],
    ['body_has_other_end', (text, secret) => ({ signature: sign(`${text}\n`, secret) })],
    ['body_has_byte_order_mark', (text, secret) => ({ signature: sign(`\ufeff${text}`, secret) })],
    ['body_escaped_again', (text, secret) => ({ signature: sign(JSON.stringify(text), secret) })],
    [
      'body_in_base64',
      (text, secret) => ({
        signature: signPayload(text, secret),
        body: Buffer.from(text).toString('base64'),
      }),
    ],
    ['signer_body_missing', (_, secret) => ({ signature: sign('', secret) })],
    ['signature_truncated', (text, secret) => ({ signature: signPayload(text, secret).slice(0, 60) })],
    ['signature_has_prefix', (text, secret) => ({ signature: `sha256=${signPayload(text, secret)}` })],
    [
      'signature_in_other_encoding',
      (text, secret) => ({ signature: Buffer.from(signPayload(text, secret), 'hex').toString('base64') }),
    ],
    ['unknown', (text) => ({ signature: sign(text, 'of another endpoint') })],
    ['unknown', (text, secret) => ({ signature: sign(`${text}{}`, secret) })],
  ]
  const objects = fc
    .dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 })
    .map((value) => JSON.stringify(value))

  test.each(planting)('%s, for random bodies and secrets', (code, plant) => {
    fc.assert(
      fc.property(objects, plainSecret, (text, secret) => {
        const call = { body: text, secret, ...plant(text, secret) } as SignedBody
        expect(explainSignature(call)).toEqual({ valid: false, code, message: causes[code] })
      }),
    )
  })

  test('an unrelated signature is unknown', () => {
    const hex = fc
      .uint8Array({ minLength: 32, maxLength: 32 })
      .map((each) => Buffer.from(each).toString('hex'))
    fc.assert(
      fc.property(objects, plainSecret, hex, (text, secret, signature) => {
        expect(explainSignature({ body: text, signature, secret })).toMatchObject({ code: 'unknown' })
      }),
    )
  })
})

test('a body that is nested too deep to be written again', () => {
  const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(explainSignature({ ...signed, body: nested })).toMatchObject({ code: 'unknown' })
  expect(explainSignature({ ...signed, ...over(`${nested}\n`, nested) })).toMatchObject({
    code: 'body_has_other_end',
  })
})

test('the work is bounded: at most ten secrets, and no variant of a body of more than a mebibyte', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `secret-${index}`)
  expect(explainSignature({ ...signed, secret: [...many, `${secret}x`] })).toMatchObject({ code: 'unknown' })
  expect(explainSignature({ ...signedBy(`${many[9]}\n`), body, secret: many })).toMatchObject({
    code: 'signer_secret_has_line_end',
  })
  expect(explainSignature({ ...signedBy(`${many[10]}\n`), body, secret: many })).toMatchObject({
    code: 'unknown',
  })
})
