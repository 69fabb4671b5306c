import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadIn } from '../support/runtimes.js'

// RFC 4231, 4.2 to 4.8, without test case 5, whose output is truncated.
const hex = (text: string) => Buffer.from(text, 'hex')
const published: [string, string | Uint8Array, string | Uint8Array, string][] = [
  ['1', hex('0b'.repeat(20)), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    '2, a short key',
    'Jefe',
    'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  ],
  [
    '3',
    hex('aa'.repeat(20)),
    hex('dd'.repeat(50)),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
  ],
  [
    '4',
    hex('0102030405060708090a0b0c0d0e0f10111213141516171819'),
    hex('cd'.repeat(50)),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
  ],
  [
    '6, a key of more than a block',
    hex('aa'.repeat(131)),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  ],
  [
    '7, and a message of more than a block',
    hex('aa'.repeat(131)),
    'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
  ],
]

const data = (maxLength: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength }),
    fc.string({
      unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)),
      maxLength,
    }),
    fc.uint8Array({ maxLength }),
    fc.uint8Array({ maxLength }).map((bytes) => Buffer.concat([Buffer.from('x'), bytes]).subarray(1)),
  )

const nodeCrypto = process.getBuiltinModule('node:crypto')

/** Loads a module as if `node:crypto` were older, or not Node's own. */
async function withoutHash<Module>(load: () => Promise<Module>): Promise<Module> {
  const { hash } = nodeCrypto
  Object.assign(nodeCrypto, { hash: undefined })
  try {
    return await load()
  } finally {
    Object.assign(nodeCrypto, { hash })
  }
}

const ofEveryRuntime = async () => (await import('../../src/signing/hmac.js')).hmacSha256
const ofReceivers = async () => (await import('../../src/signing/built-in-hmac.js')).hmac

const implementations = {
  'two hashes of node:crypto': await loadIn('with node:crypto', ofEveryRuntime),
  'createHmac of node:crypto': await withoutHash(() => loadIn('with node:crypto', ofEveryRuntime)),
  '@noble/hashes': await loadIn('without node:crypto', ofEveryRuntime),
  'Web Crypto': await loadIn('without node:crypto', ofReceivers),
}

describe.each(Object.entries(implementations))('%s', (_, hmac) => {
  test.each(published)('vector %s of RFC 4231', async (_, key, message, expected) => {
    expect(await hmac('hex', key, message)).toBe(expected)
  })

  test('agrees with node:crypto', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom('hex', 'base64'),
      data(80).filter((key) => key.length > 0),
      data(300),
      fc.stringMatching(/^[!-~]{0,40}$/),
      fc.nat(30),
      async (encoding, key, part, prefix, times) => {
        const message = typeof part === 'string' ? part.repeat(times) : Buffer.concat(Array(times).fill(part))
        const expected = createHmac('sha256', key).update(prefix).update(message).digest(encoding)
        // Twice, because the key may be cached.
        expect(await hmac(encoding, key, message, prefix)).toBe(expected)
        expect(await hmac(encoding, key, message, prefix)).toBe(expected)
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })

  test.each([63, 64, 65])('a key of %i bytes, where a block has 64', async (bytes) => {
    for (const key of ['k'.repeat(bytes), `é${'k'.repeat(bytes - 2)}`, Buffer.alloc(bytes, 'k')]) {
      const expected = createHmac('sha256', key).update('message').digest('hex')
      expect(await hmac('hex', key, 'message')).toBe(expected)
    }
  })

  test.each([2730, 2731, 8127, 8128, 8191, 8192, 8193, 20_000])(
    'hashes every byte of a text of %i UTF-16 units, however many bytes they take in UTF-8',
    async (units) => {
      for (const character of ['a', 'é', '€']) {
        const message = character.repeat(units)
        const expected = createHmac('sha256', 'key').update('id.').update(message).digest('hex')
        expect(await hmac('hex', 'key', message, 'id.')).toBe(expected)
      }
    },
  )

  test('a key in bytes can change, and so can the key from call to call', async () => {
    const key = Buffer.from('a key')
    const of = (secret: string | Uint8Array) => createHmac('sha256', secret).update('message').digest('hex')
    for (const each of ['text', key, 'text', 'é'.repeat(33), 'text', 'x'.repeat(65), 'text', key]) {
      expect(await hmac('hex', each, 'message')).toBe(of(each))
      key[0] = (key[0] ?? 0) + 1
    }
  })
})
