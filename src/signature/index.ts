/**
 * The sender's signatures: verifies them, makes them, and explains why one does not match.
 *
 * @packageDocumentation
 */

export { canonicalJson } from './canonical-json.js'
export { explainSignature, type SignatureExplanation } from './explain-signature.js'
export type { SignatureCause } from './explanation/signature-cause.js'
export { signPayload } from './sign.js'
export { type SignedBody, verifySignature, verifyWebhookEvent } from './verify.js'
