import { requireSecrets, secretName } from '../signing/secrets.js'
import { type MessageToSign, signMessage } from '../standard-webhooks/index.js'
import { isMessageSecret, requireKey } from '../standard-webhooks/message.js'
import { signPayload } from './index.js'

/**
 * Returns the headers that sign a body with both schemes. The first secret makes the sender's own signature.
 * Each secret that starts with `whsec_` also makes one for Standard Webhooks.
 *
 * @throws {TypeError} if a secret, the id, the timestamp or the body is wrong.
 * @throws {SyntaxError} if the body is not JSON.
 */
export function signatureHeaders({ secret, ...message }: MessageToSign): Readonly<Record<string, string>> {
  const secrets = requireSecrets(secret)
  const ofStandardWebhooks = secrets.filter((each, index) => {
    const isOne = isMessageSecret(each)
    // Checked here too, so that an error has the index in the caller's list.
    if (isOne) requireKey(each, secretName(secret, index))
    return isOne
  })
  return {
    'x-promptlayer-signature': signPayload(message.body, secrets[0] ?? ''),
    ...(ofStandardWebhooks.length > 0 && signMessage({ ...message, secret: ofStandardWebhooks })),
  }
}
