import { SignatureError } from '../event/errors.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import { hasBytes, type RawBody } from '../signing/raw-body.js'
import { messageId, messageTimestamp, signatureOf, signedPrefix } from './message.js'

/** What a verified signature vouches for besides the body. */
export interface VerifiedMessage {
  /** The same in every attempt to deliver a message: the key by which to tell repeated ones. */
  readonly id: string
  /** When the attempt was made. */
  readonly timestamp: Date
}

/** What the headers of a message say of it. It is so if one of the signatures is right. */
export interface Claim {
  readonly id: string
  /** Since 1970. */
  readonly seconds: number
  readonly signatures: readonly string[]
  /** What is signed before the body. */
  readonly prefix: string
}

const maxSignatures = 16

/** The tolerance of the reference libraries. */
export const defaultToleranceSeconds = 300

/** @throws {TypeError} if a tolerance is not a number of seconds of at least 0. */
export function requireTolerance(toleranceSeconds: unknown): void {
  if (Number.isFinite(toleranceSeconds) && Number(toleranceSeconds) >= 0) return
  throw new TypeError('toleranceSeconds: expected a number of seconds of at least 0')
}

/**
 * Takes a function that gives the value of a header, or anything falsy if there is none.
 *
 * @throws {SignatureError} if a header is missing or malformed, or there are too many signatures.
 */
export function readClaim(header: (name: string) => unknown): Claim {
  const read = (name: string, pattern: RegExp) => {
    const value = header(name)
    if (!value) throw new SignatureError(`${name}: missing`)
    if (typeof value !== 'string' || !pattern.test(value)) throw new SignatureError(`${name}: malformed`)
    return value
  }
  const id = read('webhook-id', messageId)
  const seconds = Number(read('webhook-timestamp', messageTimestamp))
  const signatures = read('webhook-signature', /^[!-~]+(?: +[!-~]+)*$/).split(/ +/)
  if (signatures.length > maxSignatures) {
    throw new SignatureError(`webhook-signature: more than ${maxSignatures} signatures`)
  }
  return { id, seconds, signatures, prefix: signedPrefix(id, seconds) }
}

/**
 * Takes a MAC of the body after the prefix for each secret, in base64, and the clock in milliseconds since 1970.
 *
 * @throws {SignatureError} if no signature is right, or the timestamp is too far from now.
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
    throw new SignatureError('webhook-signature: none of this message, under any of the secrets')
  }
  const age = Math.floor(now / 1000) - seconds
  if (!(Math.abs(age) <= toleranceSeconds)) {
    throw new SignatureError(
      `webhook-timestamp: more than ${toleranceSeconds} seconds ${age < 0 ? 'ahead' : 'ago'}`,
    )
  }
  return { id, timestamp: new Date(seconds * 1000) }
}
