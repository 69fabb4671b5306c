/**
 * Signatures of the Standard Webhooks specification: makes and verifies them.
 *
 * @packageDocumentation
 */

export type { VerifiedMessage } from './claim.js'
export { type MessageHeaders, type MessageToSign, signMessage } from './sign.js'
export { type SignedMessage, verifyMessage } from './verify.js'
