import type { IncomingHttpHeaders } from 'node:http'
import { SignatureError } from '../../index.js'
import type { SignatureScheme } from '../../receiver/index.js'
import { explainSignature } from '../../signature/index.js'
import { verifyMessage } from '../../standard-webhooks/index.js'

/** How `listen` checks signatures. */
export interface SignatureCheck {
  /** Absent if signatures are not checked. */
  readonly secret: string | undefined
  readonly scheme: SignatureScheme
}

/** What `listen` reports about the signatures of a request. */
export interface SignatureVerdict {
  readonly signature: 'valid' | 'invalid' | 'missing' | 'unchecked'
  /**
   * Why a signature is missing or invalid: a code of `explainSignature`, or a `reason` of `SignatureError`.
   */
  readonly cause?: { readonly code: string; readonly message: string }
}

/** Judges the signatures of a request that the receiver has answered with this status. */
export function signatureVerdict(
  { secret, scheme }: SignatureCheck,
  status: number,
  body: Uint8Array,
  headers: IncomingHttpHeaders,
): SignatureVerdict {
  if (secret === undefined) return { signature: 'unchecked' }
  if (status !== 401) return { signature: 'valid' }
  return (
    (scheme === 'standard-webhooks' ? undefined : senderVerdict(body, headers, secret)) ??
    messageVerdict(body, headers, secret)
  )
}

function senderVerdict(
  body: Uint8Array,
  headers: IncomingHttpHeaders,
  secret: string,
): SignatureVerdict | undefined {
  const signature = headers['x-promptlayer-signature']?.toString()
  const explanation = explainSignature({ body, signature, secret })
  if (explanation.valid) return undefined
  const { code, message } = explanation
  if (code !== 'missing_signature') return { signature: 'invalid', cause: { code, message } }
  const hint = headers['webhook-signature']
    ? ' There is a signature of Standard Webhooks: try --scheme standard-webhooks.'
    : ''
  return {
    signature: 'missing',
    cause: { code, message: `There is no X-PromptLayer-Signature header.${hint}` },
  }
}

function messageVerdict(body: Uint8Array, headers: IncomingHttpHeaders, secret: string): SignatureVerdict {
  try {
    verifyMessage({ body, headers, secret })
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
    const { reason: code, message } = error
    return { signature: code === 'missing_signature' ? 'missing' : 'invalid', cause: { code, message } }
  }
  // The clock moved on since the receiver looked at it.
  return { signature: 'invalid' }
}
