import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { body } from '../receiver/arbitrary-request.js'
import { fuzzRuns } from '../support/fuzz-runs.js'
import { seed } from '../support/random-seed.js'
import { loadIn, runtimes } from '../support/runtimes.js'

// The verdicts do not depend on what the runtime hashes with.

const load = async () => ({
  ...(await import('../../src/signature/index.js')),
  ...(await import('../../src/standard-webhooks/index.js')),
})
const [withNode, withoutNode] = runtimes
// One after the other: what a module finds when it is loaded decides what it hashes with.
const loaded = [await loadIn(withNode, load), await loadIn(withoutNode, load)]

/** What a call returns, or what its error says. */
function resultOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    const { name, message, reason } = error as Error & { reason?: string }
    return { name, message, reason }
  }
}

const secret = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.string({
    unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)),
    maxLength: 70,
  }),
  fc.constantFrom('', ' a', 'a '.trim(), 'x'.repeat(64), 'x'.repeat(65), 'é'.repeat(32), 'é'.repeat(33)),
)
const messageSecret = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .uint8Array({ minLength: 10, maxLength: 70 })
      .map((key) => `whsec_${Buffer.from(key).toString('base64')}`),
  },
  { weight: 1, arbitrary: fc.constantFrom('whsec_', 'whsec_?', 'whsec_AAAA=', '') },
)
const rawBody = fc
  .tuple(body, fc.boolean())
  .map(([bytes, isText]) => (isText ? Buffer.from(bytes).toString() : bytes))
const macOf = (key: string, message: string | Uint8Array) =>
  createHmac('sha256', key).update(message).digest('hex')

test("the sender's scheme has the same verdicts in every runtime, which are those of node:crypto", () => {
  const verdicts = new Set<unknown>()
  const property = fc.property(rawBody, secret, fc.nat(3), fc.nat(63), (body, secret, kind, at) => {
    const right = secret === '' ? '' : macOf(secret, body)
    const digit = ((Number.parseInt(right.charAt(at), 16) + 1) % 16).toString(16)
    const signature =
      [right, right.toUpperCase(), right.slice(0, at) + digit + right.slice(at + 1), right.slice(0, at)][
        kind
      ] ?? ''
    const [node, web] = loaded.map(
      ({ canonicalJson, explainSignature, signPayload, verifySignature, verifyWebhookEvent }) => {
        const signed = { body, signature, secret }
        return {
          signed: resultOf(() => signPayload(body, secret)),
          verdict: resultOf(() => verifySignature(signed)),
          ofSigned: resultOf(() => verifySignature({ ...signed, signature: signPayload(body, secret) })),
          event: resultOf(() => verifyWebhookEvent(signed)),
          explained: resultOf(() => explainSignature(signed)),
          oracle: resultOf(() => macOf(secret, canonicalJson(String(body)))),
        }
      },
    )
    expect(web).toEqual(node)
    if (typeof body === 'string' && typeof node?.signed === 'string') expect(node.signed).toBe(node.oracle)
    verdicts.add(node?.verdict)
  })
  fc.assert(property, { numRuns: fuzzRuns(8000), seed })
  expect([...verdicts].filter((each) => typeof each === 'boolean').sort(), `${seed}`).toEqual([false, true])
}, 300_000)

test('Standard Webhooks has the same verdicts in every runtime, which are those of node:crypto', () => {
  const verdicts = new Set<string>()
  const property = fc.property(
    rawBody,
    messageSecret,
    fc.stringMatching(/^[!-~]{0,30}$/),
    fc.constantFrom(-301, -300, 0, 300, 301),
    fc.constantFrom('', ' ', 'v1,'),
    (body, secret, id, ahead, prefix) => {
      const timestamp = 1_700_000_000
      const now = () => (timestamp - ahead) * 1000
      const [node, web] = loaded.map(({ signMessage, verifyMessage }) => {
        const headers = resultOf(() => signMessage({ id, timestamp, body, secret })) as Record<string, string>
        const changed = { ...headers, 'webhook-signature': `${prefix}${headers['webhook-signature']}` }
        return { headers, result: resultOf(() => verifyMessage({ body, headers: changed, secret, now })) }
      })
      expect(web).toEqual(node)
      const { headers, result } = node ?? {}
      verdicts.add(Object.keys(Object(result)).join())
      if (!headers?.['webhook-signature']) return
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
      const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
      expect(headers['webhook-signature']).toBe(`v1,${mac}`)
    },
  )
  fc.assert(property, { numRuns: fuzzRuns(8000), seed })
  expect(verdicts.size, `${seed}`).toBeGreaterThan(1)
}, 300_000)
