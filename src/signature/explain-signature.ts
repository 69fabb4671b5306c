import type { Data } from '../runtime/encoding.js'
import { equalInConstantTime } from '../signing/constant-time.js'
import { hmacSha256 } from '../signing/hmac.js'
import { type RawBody, requireRawBody, textOf } from '../signing/raw-body.js'
import { bodyVariants } from './explanation/body-variants.js'
import { secretVariants } from './explanation/secret-variants.js'
import { causes, type SignatureCause } from './explanation/signature-cause.js'
import { causeOfForm, otherForm } from './explanation/signature-form.js'
import { signedForms } from './signed-forms.js'
import { type SignedBody, verifySignature } from './verify.js'

/** Whether a signature is valid and, if it is not, the likeliest cause. */
export type SignatureExplanation =
  | { readonly valid: true }
  | {
      readonly valid: false
      /** The likeliest cause, for code. */
      readonly code: SignatureCause
      /** The likeliest cause, for people. It holds no part of the body, the signature or the secret. */
      readonly message: string
    }

const maxBodyLength = 2 ** 20
const maxSignatureLength = 1024
const maxSecrets = 10

/**
 * Explains why `verifySignature` refuses a signature. It tries what usually goes wrong, such as quotes around
 * the secret or a body that was parsed and written again. `valid` is exactly what `verifySignature` says: a
 * variant that matches never makes it `true`. Mistakes for which `verifySignature` throws are causes too.
 *
 * Use it while you set up a receiver, not in one. It hashes the body dozens of times, and its result must
 * never get into an answer: it would help a stranger to find a valid signature. It tries variants of at most
 * 10 secrets, and none for a body of more than 1,048,576 characters or bytes.
 *
 * @example
 * import { explainSignature } from 'prompt-webhooks/signature'
 *
 * const explanation = explainSignature({
 *   body: '{"event_type":"prompt_template_deleted"}',
 *   signature: 'f9514685e2b4667704406810ac48b98680aa717406cd034f3cfa222956109e02',
 *   secret: process.env.WEBHOOK_SECRET ?? '',
 * })
 * console.log(explanation.valid ? 'valid' : `${explanation.code}: ${explanation.message}`)
 */
export function explainSignature({ body, signature, secret }: SignedBody): SignatureExplanation {
  try {
    requireRawBody(body)
  } catch {
    return invalid('parsed_body')
  }
  let mistake: string | undefined
  try {
    if (verifySignature({ body, signature, secret })) return { valid: true }
  } catch (error) {
    mistake = (error as TypeError).message
  }
  const list: readonly unknown[] = Array.isArray(secret) ? secret : [secret]
  const secrets = list.slice(0, maxSecrets).filter((each) => typeof each === 'string' && each !== '')
  const code = causeOf(body, signature, secrets as string[])
  if (mistake !== undefined && !code.startsWith('secret_')) {
    return { ...invalid('unusable_secret'), message: mistake }
  }
  return invalid(code)
}

const invalid = (code: SignatureCause) => ({ valid: false, code, message: causes[code] }) as const

function causeOf(body: RawBody, signature: unknown, secrets: readonly string[]): SignatureCause {
  if (signature === undefined || signature === null || signature === '') return 'missing_signature'
  if (typeof signature !== 'string' || signature.length > maxSignatureLength) return 'malformed_signature'
  if (secrets.includes(signature.trim())) return 'signature_is_secret'
  if (body.length > maxBodyLength) return 'body_too_large'

  const forms = signedForms(body)
  for (const secret of secrets) {
    for (const form of forms) {
      const cause = otherForm(signature, hmacSha256('hex', secret, form))
      if (cause) return cause
    }
  }
  if (signature.length === 64) {
    const given = signature.toLowerCase()
    const matches = (key: Data, message: RawBody) =>
      equalInConstantTime(hmacSha256('hex', key, message), given)
    for (const secret of secrets) {
      for (const [cause, key] of secretVariants(secret)) {
        if (key !== undefined && key !== secret && forms.some((form) => matches(key, form))) return cause
      }
    }
    for (const [cause, message] of bodyVariants(body)) {
      if (secrets.some((secret) => matches(secret, message))) return cause
    }
  }
  const cause = causeOfForm(signature)
  if (cause) return cause
  if (body.length === 0) return 'empty_body'
  return /^\[object \w+\]$/.test(textOf(body) ?? '') ? 'body_is_object_text' : 'unknown'
}
