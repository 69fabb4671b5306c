import { SignatureError } from '../event/errors.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import { hasBytes, type RawBody } from '../signing/raw-body.js'
import { messageId, messageSignatures, messageTimestamp, signatureOf, signedPrefix } from './message.js'

/** What a verified signature covers in addition to the body. */
export interface VerifiedMessage {
  /** The id of the message. Each attempt to deliver it has the same id, so use it to detect duplicates. */
  readonly id: string
  /** When the attempt was made, to the second. */
  readonly timestamp: Date
}

/** What the headers of a message claim. Trust it only after one of the signatures is verified. */
export interface Claim {
  readonly id: string
  /** The timestamp, in seconds since 1970. */
  readonly seconds: number
  readonly signatures: readonly string[]
  /** The signed text before the body. */
  readonly prefix: string
}

const maxSignatures = 16

/** The tolerance of the Standard Webhooks reference libraries, in seconds. */
export const defaultToleranceSeconds = 300

/**
 * Checks a tolerance.
 *
 * @throws {TypeError} if it is not a number of seconds, at least 0.
 */
export function requireTolerance(toleranceSeconds: unknown): void {
  if (Number.isFinite(toleranceSeconds) && Number(toleranceSeconds) >= 0) return
  throw new TypeError('toleranceSeconds: expected a number of seconds of at least 0')
}

/**
 * Reads the headers of a message. The function returns the value of a header, or anything falsy if it is
 * missing.
 *
 * @throws {SignatureError} if a header is missing or malformed, or there are too many signatures.
 */
export function readClaim(header: (name: string) => unknown): Claim {
  const read = (name: string, pattern: RegExp) => {
    const value = header(name)
    if (!value) throw new SignatureError(`${name}: missing`, 'missing_signature')
    if (typeof value !== 'string' || !pattern.test(value)) {
      throw new SignatureError(`${name}: malformed`, 'malformed_signature')
    }
    return value
  }
  const id = read('webhook-id', messageId)
  const seconds = Number(read('webhook-timestamp', messageTimestamp))
  const signatures = read('webhook-signature', messageSignatures).split(/ +/)
  if (signatures.length > maxSignatures) {
    throw new SignatureError(
      `webhook-signature: more than ${maxSignatures} signatures`,
      'malformed_signature',
    )
  }
  return { id, seconds, signatures, prefix: signedPrefix(id, seconds) }
}

/**
 * Verifies a claim. `macs` are the HMACs of the prefix and the body under each secret, in base64. `now` is in
 * milliseconds since 1970.
 *
 * @throws {SignatureError} if no signature is valid, or the timestamp is too far from now.
 */
export function verifyClaim(
  { id, seconds, signatures }: Claim,
  body: RawBody,
  macs: readonly string[],
  toleranceSeconds: number,
  now: number,
): VerifiedMessage {
  const right = macs.map(signatureOf)
  if (!hasBytes(body) || !signatures.some((each) => right.some((one) => equalInConstantTime(one, each)))) {
    throw new SignatureError('webhook-signature: no signature matches this message under any of the secrets')
  }
  const age = Math.floor(now / 1000) - seconds
  if (!(Math.abs(age) <= toleranceSeconds)) {
    throw new SignatureError(
      `webhook-timestamp: more than ${toleranceSeconds} seconds ${age < 0 ? 'ahead' : 'ago'}`,
      age < 0 ? 'timestamp_too_new' : 'timestamp_too_old',
    )
  }
  return { id, timestamp: new Date(seconds * 1000) }
}
