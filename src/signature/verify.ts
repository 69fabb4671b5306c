import { InvalidEventError, SignatureError } from '../errors.js'
import { equalInConstantTime, hmacSha256 } from '../hmac.js'
import { readWebhookEvent, type UnknownWebhookEvent, type WebhookEvent } from '../index.js'
import { type RawBody, requireRawBody, textOf } from '../raw-body.js'
import { requireSecrets, type Secrets } from '../secrets.js'
import { canonicalJson } from './canonical-json.js'

/** A body that came with a signature. */
export interface SignedBody {
  /** The body as it came, not parsed: its bytes, or their text. */
  readonly body: RawBody
  /** The value of the `X-PromptLayer-Signature` header, if there is one. */
  readonly signature: string | null | undefined
  /** The secret, or several while they are rotated. */
  readonly secret: Secrets
}

/**
 * The event that a signed body holds, known or of a type that the contract does not know: `isWebhookEvent` tells them apart.
 * Nothing of the body is looked at before its signature is verified.
 *
 * @throws {SignatureError} if the signature is missing or wrong.
 * @throws {InvalidEventError} if the body is signed but is no sound event, or no JSON.
 * @throws {TypeError} if the program is wrong, as for `verifySignature`.
 */
export function verifyWebhookEvent(signed: SignedBody): WebhookEvent | UnknownWebhookEvent {
  if (!verifySignature(signed)) {
    throw new SignatureError(
      signed.signature
        ? 'signature: is not of this body, under any of the secrets'
        : 'signature: missing, expected the X-PromptLayer-Signature header',
    )
  }
  const reading = readWebhookEvent(parse(signed.body))
  if (reading.kind === 'invalid') throw reading.error
  return reading.event
}

/**
 * Whether a signature is of the body under any of the secrets: the HMAC-SHA256, in hex, of its canonical text (which is
 * what the sender documents) or of its bytes. A signature that is missing or malformed is false.
 *
 * @throws {TypeError} if the body is not the raw one, or there is no secret, or one that is empty or has white space around it.
 */
export function verifySignature({ body, signature, secret }: SignedBody): boolean {
  requireRawBody(body)
  const secrets = requireSecrets(secret)
  const mac = readHex(signature)
  if (!mac) return false
  const signs = (message: RawBody) =>
    secrets.some((each) => equalInConstantTime(hmacSha256(each, message), mac))
  const canonical = canonicalText(body)
  return (canonical !== undefined && signs(canonical)) || (canonical !== body && signs(body))
}

function canonicalText(body: RawBody): string | undefined {
  const text = textOf(body)
  if (text === undefined) return undefined
  try {
    return canonicalJson(text)
  } catch {
    return undefined
  }
}

function readHex(signature: unknown): Uint8Array | undefined {
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/i.test(signature)) return undefined
  return Uint8Array.from({ length: 32 }, (_, index) =>
    Number.parseInt(signature.slice(index * 2, index * 2 + 2), 16),
  )
}

function parse(body: RawBody): unknown {
  const text = textOf(body)
  try {
    if (text !== undefined) return JSON.parse(text)
  } catch {
    // The engine's own message shows a piece of the body: it is no cause to keep.
  }
  throw new InvalidEventError([{ path: [], message: 'expected a JSON text in UTF-8', code: 'invalid_json' }])
}
