export type { SignedMessage, VerifiedMessage } from './claim.js'
export { type MessageHeaders, type MessageToSign, signMessage } from './sign.js'
export { verifyMessage } from './verify.js'
