import { requireSecrets, secretName } from '../signing/secrets.js'
import { type MessageToSign, signMessage } from '../standard-webhooks/index.js'
import { isMessageSecret, requireKey } from '../standard-webhooks/message.js'
import { signPayload } from './index.js'

/**
 * The headers that sign a body by both schemes: the first secret makes the sender's own signature; each that starts with
 * `whsec_` makes one of Standard Webhooks as well.
 *
 * @throws {TypeError} if a secret, or what is signed, cannot be one.
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
