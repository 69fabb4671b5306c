export { type MessageHeaders, type MessageToSign, signMessage } from './sign.js'
export { type SignedMessage, type VerifiedMessage, verifyMessage } from './verify.js'
