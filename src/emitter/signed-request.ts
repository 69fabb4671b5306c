import { packageVersion } from '../package-version.js'
import { requireSecrets } from '../secrets.js'
import { signPayload } from '../signature/index.js'
import { signMessage } from '../standard-webhooks/index.js'
import type { DeliveryEndpoint } from './delivery-endpoint.js'
import type { DeliveryRequest } from './delivery-result.js'

/**
 * The request that delivers an event, given its canonical text, with the signatures of both schemes.
 *
 * @throws {TypeError} if a secret cannot be one.
 */
export function signedRequest(body: string, endpoint: DeliveryEndpoint, id: string): DeliveryRequest {
  const secrets = requireSecrets(endpoint.secret)
  const timestamp = Math.floor(Date.now() / 1000)
  const ofStandardWebhooks = secrets.filter((secret) => secret.startsWith('whsec_'))
  return {
    url: endpoint.url,
    headers: {
      'content-type': 'application/json',
      // Of one byte each are all characters of a canonical text.
      'content-length': String(body.length),
      'user-agent': `prompt-webhooks/${packageVersion}`,
      'x-promptlayer-signature': signPayload(body, secrets[0] ?? ''),
      ...(ofStandardWebhooks.length > 0
        ? signMessage({ id, timestamp, body, secret: ofStandardWebhooks })
        : { 'webhook-id': id, 'webhook-timestamp': String(timestamp) }),
    },
    body,
  }
}
