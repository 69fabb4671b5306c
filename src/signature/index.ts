export { canonicalJson } from './canonical-json.js'
export { signPayload } from './sign.js'
export { type SignedBody, verifySignature, verifyWebhookEvent } from './verify.js'
