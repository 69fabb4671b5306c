import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { causes } from '../../src/signature/explanation/signature-cause.js'
import {
  explainSignature,
  type SignatureCause,
  type SignedBody,
  signPayload,
  verifySignature,
} from '../../src/signature/index.js'
import {
  body,
  bytes,
  digest,
  lines,
  over,
  planted,
  secret,
  sign,
  signed,
  signedBy,
} from './planted-causes.js'

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
  for (const [length, code] of [
    [2 ** 20, 'signer_secret_has_line_end'],
    [2 ** 20 + 1, 'body_too_large'],
  ] as const) {
    const call = { ...signedBy(`${secret}\n`), body: body.padEnd(length) }
    expect(explainSignature(call)).toMatchObject({ code })
  }
})

// With a pattern such as `=+$` they take many minutes. The limit interrupts that, so that the test ends.
test.each(['\n', '='])('a body with a mebibyte of %j before its end takes linear time', (character) => {
  const body = `a${character.repeat(2 ** 20 - 2)}b`
  const explain = () => explainSignature({ ...signed, body })
  expect(runInNewContext('explain()', { explain }, { timeout: 30_000 })).toMatchObject({ code: 'unknown' })
})

test('a secret that is longer than a list of arguments can be', () => {
  const long = 's'.repeat(200_000)
  expect(explainSignature({ ...signed, secret: long })).toMatchObject({ code: 'unknown' })
  expect(explainSignature({ ...signedBy(btoa(long)), body, secret: long })).toMatchObject({
    code: 'signer_secret_encoded',
  })
})
