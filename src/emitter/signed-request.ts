import { packageVersion } from '../runtime/package-version.js'
import { signatureHeaders } from '../signature/signature-headers.js'
import type { DeliveryEndpoint } from './delivery-endpoint.js'
import type { DeliveryRequest } from './delivery-result.js'

/**
 * Makes the request that delivers an event, signed by both schemes.
 *
 * @param body The canonical JSON of the event.
 * @param at What errors call the endpoint.
 * @throws {TypeError} if a secret cannot sign.
 */
export function signedRequest(
  body: string,
  { url, secret, headers: own }: DeliveryEndpoint,
  id: string,
  at = 'endpoint',
): DeliveryRequest {
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    ...own,
    'content-type': 'application/json',
    // Canonical JSON is ASCII, so it has as many bytes as characters.
    'content-length': String(body.length),
    'user-agent': `prompt-webhooks/${packageVersion}`,
    // Sent even without a Standard Webhooks signature: a receiver detects repeated attempts by the id.
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
  }
  try {
    return { url, headers: { ...headers, ...signatureHeaders({ id, timestamp, body, secret }) }, body }
  } catch (error) {
    if (error instanceof TypeError) throw new TypeError(`${at}.${error.message}`)
    throw error
  }
}
