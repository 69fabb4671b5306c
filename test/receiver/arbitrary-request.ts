import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { canonicalJson } from '../../src/signature/index.js'
import { mutatedPayload } from '../support/payload-mutations.js'
import { secret } from './signed-request.js'

/**
 * The valid signatures of a body, by Node itself: of the canonical text, if there is one, and of the bytes.
 */
export function macs(body: Uint8Array): string[] {
  const messages: (string | Uint8Array)[] = [body]
  try {
    messages.push(canonicalJson(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)))
  } catch {}
  return messages.map((message) => createHmac('sha256', secret).update(message).digest('hex'))
}

const text = fc.oneof(
  { weight: 6, arbitrary: mutatedPayload.map((payload) => JSON.stringify(payload) ?? '') },
  { weight: 1, arbitrary: fc.json() },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '{',
      'null',
      '[]',
      '"a"',
      '{}',
      'NaN',
      '1e999',
      '\uFEFF{}',
      '['.repeat(5000),
      `${'['.repeat(5000)}${']'.repeat(5000)}`,
      '9'.repeat(5000),
    ),
  },
)

/** A body in bytes. */
export type Bytes = Uint8Array<ArrayBuffer>
const bytesChange = fc.record({
  at: fc.nat(),
  byte: fc.nat(255),
  kind: fc.constantFrom('set', 'remove', 'insert', 'cut'),
})
/** Bodies that are valid events, nearly valid ones, and anything else. */
export const body: fc.Arbitrary<Bytes> = fc
  .tuple(
    text,
    fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(bytesChange, { maxLength: 3 }) },
    ),
  )
  .map(([from, changes]) => {
    let bytes: number[] = [...new TextEncoder().encode(from)]
    for (const { at, byte, kind } of changes) {
      const index = at % (bytes.length + 1)
      if (kind === 'cut') bytes = bytes.slice(0, index)
      else if (kind === 'set') bytes[index] = byte
      else bytes.splice(index, kind === 'remove' ? 1 : 0, ...(kind === 'insert' ? [byte] : []))
    }
    return Uint8Array.from(bytes)
  })

// A value that Headers accepts.
const headerValue = fc.stringMatching(/^[ -~\xa0-\xff]*$/)
/** How the right signature is changed, if it is. */
export const change = fc.record({
  kind: fc.constantFrom(
    'none',
    'none',
    'none',
    'signature',
    'digit',
    'cut',
    'extend',
    'double',
    'upper',
    'missing',
    'empty',
    'other',
  ),
  at: fc.nat(63),
  value: headerValue,
})
export const otherHeaders = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'content-length',
    'content-encoding',
    'webhook-id',
    'webhook-signature',
    'webhook-timestamp',
    'x-other',
  ),
  fc.oneof(
    headerValue,
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'identity',
      'gzip',
      '0',
      '-1',
      '1e9',
      '99999999',
    ),
  ),
  { maxKeys: 2 },
)
export const method = fc.oneof(
  { weight: 30, arbitrary: fc.constant('POST') },
  { weight: 1, arbitrary: fc.constantFrom('PUT', 'PATCH', 'DELETE') },
)

/** Returns a signature after a change, or `undefined` if it is removed. */
export function changedSignature(
  mac: string,
  { kind, at, value }: { kind: string; at: number; value: string },
): string | undefined {
  if (kind === 'signature') return value
  if (kind === 'digit')
    return (
      mac.slice(0, at) + ((Number.parseInt(mac.charAt(at), 16) + 1) % 16).toString(16) + mac.slice(at + 1)
    )
  if (kind === 'cut') return mac.slice(0, at)
  if (kind === 'extend') return mac + value
  if (kind === 'double') return `${mac}, ${mac}`
  if (kind === 'upper') return mac.toUpperCase()
  if (kind === 'missing') return undefined
  if (kind === 'empty') return ''
  return kind === 'other' ? createHmac('sha256', 'other').update(mac).digest('hex') : mac
}
