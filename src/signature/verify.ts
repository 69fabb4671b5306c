import { SignatureError } from '../event/errors.js'
import { readEventText } from '../event/event-text.js'
import { withFrames } from '../event/stack-frames.js'
import type { UnknownWebhookEvent } from '../event/unknown-event.js'
import type { WebhookEvent } from '../generated/types.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import { hmacSha256 } from '../signing/hmac.js'
import { type RawBody, requireRawBody, textOf } from '../signing/raw-body.js'
import { requireSecrets } from '../signing/secrets.js'
import { signedForms } from './signed-forms.js'

/** A body and its signature. */
export interface SignedBody {
  /** The raw body, as bytes or text. Not parsed: a signature covers what was sent. */
  readonly body: string | Uint8Array
  /** The value of the `X-PromptLayer-Signature` header, if the request has one. */
  readonly signature: string | null | undefined
  /** The endpoint's secret, or several while you rotate them. */
  readonly secret: string | readonly string[]
}

/**
 * Verifies the signature of a body, and returns the event in it. The event can be of a type that the contract
 * does not know: check it with `isWebhookEvent`. The event is not parsed until the signature is verified. The
 * `reason` of a `SignatureError` is `missing_signature` or `wrong_signature`.
 *
 * @example
 * import { isWebhookEvent } from 'prompt-webhooks'
 * import { verifyWebhookEvent } from 'prompt-webhooks/signature'
 *
 * const event = verifyWebhookEvent({
 *   body: await request.text(),
 *   signature: request.headers.get('x-promptlayer-signature'),
 *   secret: process.env.WEBHOOK_SECRET ?? '',
 * })
 * if (isWebhookEvent(event)) console.log(event.event_type)
 *
 * @throws {SignatureError} if the signature is missing or wrong. Answer with 401.
 * @throws {InvalidEventError} if the signed body is not JSON, or not a valid event.
 * @throws {TypeError} if the call is wrong, as for `verifySignature`.
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
    throw signature
      ? new SignatureError('signature: does not match this body under any of the secrets')
      : new SignatureError(
          'signature: missing, expected the X-PromptLayer-Signature header',
          'missing_signature',
        )
  }
  const reading = readEventText(text)
  if (reading.kind === 'invalid') throw withFrames(reading.error)
  return reading.event
}

/**
 * Returns whether a signature matches the body under any of the secrets: whether it is the HMAC-SHA256, in
 * hex, of the body's canonical text (as the sender documents) or of its bytes. Returns `false` if it is
 * missing or malformed. Compares in constant time.
 *
 * @example
 * import { verifySignature } from 'prompt-webhooks/signature'
 *
 * const isSigned = verifySignature({
 *   body: await request.text(),
 *   signature: request.headers.get('x-promptlayer-signature'),
 *   secret: process.env.WEBHOOK_SECRET ?? '',
 * })
 *
 * @throws {TypeError} if the body is not a string or bytes, or a secret is missing, empty or an obvious
 * mistake.
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
  // Its form needs no check: a text that equals a hash has the form of one.
  if (typeof signature !== 'string') return false
  const given = signature.toLowerCase()
  for (const form of signedForms(body, text)) {
    for (const secret of secrets) {
      if (equalInConstantTime(hmacSha256('hex', secret, form), given)) return true
    }
  }
  return false
}
