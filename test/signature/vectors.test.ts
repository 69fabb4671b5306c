import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { canonicalJson, signPayload, verifySignature } from '../../src/signature/index.js'
import { python } from '../support/python.js'
import { hasTools } from '../support/tools.js'

interface Vector {
  readonly description: string
  readonly body: string
  readonly secret: string
  readonly canonical: string | null
  readonly signature: string | null
}

const text = readFileSync('test/vectors/signature.json', 'utf8')
const vectors: readonly Vector[] = JSON.parse(text)

describe('the vectors by Python', () => {
  test.each(vectors)('$description', ({ body, secret, canonical, signature }) => {
    if (canonical === null || signature === null) {
      expect(() => canonicalJson(body)).toThrow(SyntaxError)
      expect(() => signPayload(body, secret)).toThrow(SyntaxError)
      expect(verifySignature({ body, signature: '0'.repeat(64), secret })).toBe(false)
    } else {
      expect(canonicalJson(body)).toBe(canonical)
      expect(signPayload(body, secret)).toBe(signature)
      expect(verifySignature({ body, signature, secret })).toBe(true)
      expect(verifySignature({ body: Buffer.from(canonical), signature, secret })).toBe(true)
      expect(verifySignature({ body, signature, secret: `${secret}x` })).toBe(false)
    }
  })

  test('include the published one', () => {
    const signature = 'f9514685e2b4667704406810ac48b98680aa717406cd034f3cfa222956109e02'
    expect(vectors.filter((vector) => vector.signature === signature)).toHaveLength(4)
  })

  test.runIf(hasTools('python3'))('are up to date with their script', () => {
    expect(python(['test/vectors/signature.py'])).toBe(text)
  })
})
