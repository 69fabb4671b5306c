import { globals, type WebAbortSignal } from '../runtime/globals.js'
import type { Destination } from './delivery-endpoint.js'
import type { AttemptSettings } from './delivery-options.js'
import type { DeliveryResult } from './delivery-result.js'
import { exchangeOverFetch } from './exchange-over-fetch.js'
import { exchangeOverNode } from './exchange-over-node.js'
import { nodeNetwork } from './node-network.js'
import { readRetryAfter } from './retry-after.js'
import { signedRequest } from './signed-request.js'

/**
 * Makes a random message id.
 *
 * @throws {TypeError} if the runtime has no Web Crypto.
 */
export function newMessageId(): string {
  const uuid = globals.crypto?.randomUUID()
  if (uuid === undefined) throw new TypeError('id: this runtime has no crypto.randomUUID; set an id')
  return `msg_${uuid}`
}

let exchange: ReturnType<typeof exchangeOverNode> | undefined

// Chosen on first use, because loading a module must not read globals. All deliveries share its connections.
function chooseExchange() {
  const network = nodeNetwork()
  return network ? exchangeOverNode(network) : exchangeOverFetch
}

/**
 * A message, and where and how to send it. Everything is checked, and is a copy that the caller cannot
 * change.
 */
export interface Message {
  readonly id: string
  /** The canonical JSON of the event. */
  readonly body: string
  readonly destination: Destination
  readonly settings: AttemptSettings
  readonly signal: WebAbortSignal | undefined
}

/**
 * Makes one attempt to deliver a message. It does not reject for anything that the network or the receiver
 * does.
 *
 * @throws {TypeError} if a secret cannot sign.
 */
export async function attempt(message: Message): Promise<DeliveryResult> {
  const { id, body, destination, settings, signal } = message
  const { target } = destination
  const request = signedRequest(body, destination, id)
  const started = globals.performance.now()
  const attempted = (reason: string) => ({
    id,
    reason,
    latencyMs: globals.performance.now() - started,
    request,
  })
  if (typeof target === 'string') return { outcome: 'refused', ...attempted(target) }

  exchange ??= chooseExchange()
  const exchanged = await exchange({ ...settings, target, request, signal })
  if (exchanged.kind !== 'answered') {
    return { outcome: exchanged.kind, ...attempted(exchanged.reason) }
  }
  const { response } = exchanged
  const { status } = response
  const answered = { status, response, ...attempted(reasonOf(status)) }
  if (status >= 200 && status < 300) return { outcome: 'delivered', ...answered }
  if (status === 410) return { outcome: 'gone', ...answered, status }
  const retryAfterMs = readRetryAfter(response.headers['retry-after'])
  return { outcome: 'retry', ...answered, ...(retryAfterMs !== undefined && { retryAfterMs }) }
}

function reasonOf(status: number): string {
  // In a browser, `fetch` hides the status of a redirect and gives 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    return 'answered with a redirect, which is not followed'
  }
  return `answered ${status}`
}
