import { SignatureError } from 'prompt-webhooks'
import { canonicalJson, explainSignature } from 'prompt-webhooks/signature'
import { verifyMessage } from 'prompt-webhooks/standard-webhooks'

/** A signed body, as a receiver gets it. */
export interface SignedDelivery {
  readonly body: string | Uint8Array
  readonly secret: string
  /** The value of the X-PromptLayer-Signature header, or the three headers of Standard Webhooks. */
  readonly signature: string | StandardHeaders
}

export interface StandardHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

/** Whether a signature is valid and, if it is not, why. */
export interface SignatureVerdict {
  readonly isValid: boolean
  /** The cause, for code. Empty if the signature is valid. */
  readonly code: string
  /** The cause and what to do about it, for people. */
  readonly message: string
  /** The text that the sender signs, or why there is none. */
  readonly signed: { readonly text: string } | { readonly problem: string }
}

export function judgeSignature({ body, secret, signature }: SignedDelivery): SignatureVerdict {
  return typeof signature === 'string'
    ? judgeSenderSignature(body, secret, signature)
    : judgeMessage(body, secret, signature)
}

function judgeSenderSignature(
  body: string | Uint8Array,
  secret: string,
  signature: string,
): SignatureVerdict {
  const explanation = explainSignature({ body, signature, secret })
  const signed = canonicalForm(body)
  return explanation.valid
    ? { isValid: true, code: '', message: 'A receiver with this secret accepts it.', signed }
    : { isValid: false, code: explanation.code, message: explanation.message, signed }
}

function canonicalForm(body: string | Uint8Array): SignatureVerdict['signed'] {
  const text = textOf(body)
  if (text === undefined) return { problem: 'The body is not UTF-8, so the sender could not sign it.' }
  try {
    return { text: canonicalJson(text) }
  } catch (error) {
    return { problem: `The sender signs only JSON. ${(error as SyntaxError).message}.` }
  }
}

function judgeMessage(body: string | Uint8Array, secret: string, headers: StandardHeaders): SignatureVerdict {
  const text = textOf(body)
  const signed =
    text === undefined
      ? { problem: 'The body is not UTF-8. Standard Webhooks signs its bytes.' }
      : { text: `${headers['webhook-id']}.${headers['webhook-timestamp']}.${text}` }
  try {
    verifyMessage({ body, headers: { ...headers }, secret })
    return { isValid: true, code: '', message: 'A receiver with this secret accepts it now.', signed }
  } catch (error) {
    // A `TypeError` says what is wrong with the secret.
    const code = error instanceof SignatureError ? error.reason : 'unusable_secret'
    const isRight = code === 'timestamp_too_old' || code === 'timestamp_too_new'
    const message = `${isRight ? 'The signature is right, but a receiver refuses it: it could be a replay. ' : ''}${(error as Error).message}.`
    return { isValid: false, code, message, signed }
  }
}

/** The text of a body, or `undefined` if it is not UTF-8. A byte order mark is part of the text. */
export function textOf(body: string | Uint8Array): string | undefined {
  if (typeof body === 'string') return body
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined
  }
}
