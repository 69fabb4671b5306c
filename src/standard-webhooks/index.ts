export type { VerifiedMessage } from './claim.js'
export { type MessageHeaders, type MessageToSign, signMessage } from './sign.js'
export { type SignedMessage, verifyMessage } from './verify.js'
