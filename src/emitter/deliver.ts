import type { WebhookEvent } from '../index.js'
import { globals } from '../runtime/globals.js'
import { canonicalJson } from '../signature/index.js'
import { readEndpointUrl } from './check-endpoint-url.js'
import type { DeliveryEndpoint } from './delivery-endpoint.js'
import { checkDeliveryOptions, type DeliveryOptions } from './delivery-options.js'
import type { DeliveryResponse, DeliveryResult } from './delivery-result.js'
import { exchangeOverFetch } from './exchange-over-fetch.js'
import { exchangeOverNode } from './exchange-over-node.js'
import { nodeNetwork } from './node-network.js'
import { retryAfterMs } from './retry-after.js'
import { signedRequest } from './signed-request.js'
import { requireStrictEvent } from './strict-event.js'

/** An id that no other message has. */
export const newMessageId = () => `msg_${globals.crypto?.randomUUID()}`

type Exchange = ReturnType<typeof exchangeOverNode>

let exchange: Exchange | undefined

/** Chosen on first use. All deliveries share its connections. */
function chooseExchange(): Exchange {
  const network = nodeNetwork()
  return network ? exchangeOverNode(network) : exchangeOverFetch
}

/**
 * Makes one attempt to deliver an event, and tells what became of it. It rejects for nothing that the network or the receiver
 * does. Redirects are not followed. An address that is not public is refused unless it is in `allow`: the one that is checked
 * is the one that is connected to. Where the runtime gives no hold on the socket (everywhere but in Node), host names are
 * refused unless they are in `allow`, since it cannot be told where they lead.
 *
 * @throws {InvalidEventError} if the event is not a strict one.
 * @throws {TypeError} if the endpoint or an option is not as described.
 */
export async function deliver(
  event: WebhookEvent,
  endpoint: DeliveryEndpoint,
  options: DeliveryOptions = {},
): Promise<DeliveryResult> {
  checkDeliveryOptions(options)
  if (typeof endpoint !== 'object' || endpoint === null) {
    throw new TypeError('endpoint: expected an object with url and secret')
  }
  const target = readEndpointUrl(endpoint.url, options.allow ?? [])
  const id = options.id ?? newMessageId()
  const body = canonicalJson(JSON.stringify(requireStrictEvent(event)))
  const request = signedRequest(body, endpoint, id)
  const started = globals.performance.now()
  const attempt = (reason: string) => ({ id, reason, latency: globals.performance.now() - started, request })
  if (typeof target === 'string') return { outcome: 'refused', ...attempt(target) }

  exchange ??= chooseExchange()
  const exchanged = await exchange({
    target,
    request,
    lookup: options.lookup,
    connectTimeout: options.connectTimeout ?? 5000,
    timeout: options.timeout ?? 15_000,
    signal: options.signal,
    responseBodyBytes: options.responseBodyBytes ?? 0,
  })
  if (exchanged.kind !== 'answered') {
    return { outcome: exchanged.kind === 'refused' ? 'refused' : 'retry', ...attempt(exchanged.reason) }
  }
  const { response } = exchanged
  const { status } = response
  const answered = attempt(reasonOf(response))
  if (status >= 200 && status < 300) return { outcome: 'delivered', status, response, ...answered }
  if (status === 410) return { outcome: 'gone', status, response, ...answered }
  const retryAfter = retryAfterMs(response.headers['retry-after'], Date.now())
  return { outcome: 'retry', status, response, ...answered, ...(retryAfter !== undefined && { retryAfter }) }
}

function reasonOf({ status }: DeliveryResponse): string {
  // A browser's fetch hides the status of a redirect, and says 0.
  if (status === 0 || (status >= 300 && status < 400))
    return 'answered with a redirect, which is not followed'
  return `answered ${status}`
}
