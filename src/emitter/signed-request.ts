import { packageVersion } from '../runtime/package-version.js'
import { signatureHeaders } from '../signature/signature-headers.js'
import type { DeliveryEndpoint } from './delivery-endpoint.js'
import type { DeliveryRequest } from './delivery-result.js'

/**
 * The request that delivers an event, given its canonical text, with the signatures of both schemes.
 *
 * @throws {TypeError} if a secret cannot be one.
 */
export function signedRequest(body: string, endpoint: DeliveryEndpoint, id: string): DeliveryRequest {
  const timestamp = Math.floor(Date.now() / 1000)
  return {
    url: endpoint.url,
    headers: {
      'content-type': 'application/json',
      // Of one byte each are all characters of a canonical text.
      'content-length': String(body.length),
      'user-agent': `prompt-webhooks/${packageVersion}`,
      // Also without a signature of Standard Webhooks: the id tells repeated attempts.
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      ...signatureHeaders({ id, timestamp, body, secret: endpoint.secret }),
    },
    body,
  }
}
