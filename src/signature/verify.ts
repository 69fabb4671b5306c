import { SignatureError } from '../event/errors.js'
import { readEventText } from '../event/event-text.js'
import type { UnknownWebhookEvent } from '../event/unknown-event.js'
import type { WebhookEvent } from '../generated/types.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import { hmacSha256 } from '../signing/hmac.js'
import { type RawBody, requireRawBody, textOf } from '../signing/raw-body.js'
import { requireSecrets, type Secrets } from '../signing/secrets.js'
import { comparable, signedForms } from './signed-forms.js'

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
export function verifyWebhookEvent({
  body,
  signature,
  secret,
}: SignedBody): WebhookEvent | UnknownWebhookEvent {
  requireRawBody(body)
  const secrets = requireSecrets(secret)
  const text = textOf(body)
  if (!isSigned(body, text, signature, secrets)) {
    throw new SignatureError(
      signature
        ? 'signature: not of this body, under any of the secrets'
        : 'signature: missing, expected the X-PromptLayer-Signature header',
    )
  }
  const reading = readEventText(text)
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
  return isSigned(body, textOf(body), signature, requireSecrets(secret))
}

function isSigned(
  body: RawBody,
  text: string | undefined,
  signature: unknown,
  secrets: readonly string[],
): boolean {
  const given = comparable(signature)
  if (given === undefined) return false
  for (const form of signedForms(body, text)) {
    for (const secret of secrets) {
      if (equalInConstantTime(hmacSha256('hex', secret, form), given)) return true
    }
  }
  return false
}
