import { hmacSha256 } from '../hmac.js'
import { readClaim, type SignedMessage, type VerifiedMessage, verifyClaim } from './claim.js'

/**
 * Verifies a message that was signed by the Standard Webhooks scheme (https://www.standardwebhooks.com): some `v1` signature
 * of it must be right under some secret, and its timestamp be near. It returns nothing that could be mistaken for a verdict: what
 * is not verified throws. A message that comes again in time is verified again: remember ids.
 *
 * @throws {SignatureError} if a header is missing or malformed, no signature is right, there are more than 16 of them, or the
 * timestamp is too far from now.
 * @throws {TypeError} if the program is wrong: the body is not the raw one, or a secret or the tolerance is no such thing.
 */
export function verifyMessage(message: SignedMessage): VerifiedMessage {
  const claim = readClaim(message)
  const { body, keys, prefix } = claim
  const macs = keys.map((key) => hmacSha256('base64', key, body, prefix))
  return verifyClaim(claim, macs)
}
