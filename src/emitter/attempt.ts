import type { WebAbortSignal } from '../runtime/globals.js'
import { globals } from '../runtime/globals.js'
import type { Destination } from './delivery-endpoint.js'
import type { AttemptSettings } from './delivery-options.js'
import type { DeliveryResponse, DeliveryResult } from './delivery-result.js'
import { exchangeOverFetch } from './exchange-over-fetch.js'
import { exchangeOverNode } from './exchange-over-node.js'
import { nodeModules } from './node-network.js'
import { retryAfterMs } from './retry-after.js'
import { signedRequest } from './signed-request.js'

/** An id that no other message has. */
export const newMessageId = () => `msg_${globals.crypto?.randomUUID()}`

const exchange = nodeModules ? /* @__PURE__ */ exchangeOverNode(nodeModules) : exchangeOverFetch

/** A message, and how to send it: all checked, and nothing of it can change. */
export interface Message {
  readonly id: string
  /** The canonical JSON of the event. */
  readonly body: string
  readonly destination: Destination
  readonly settings: AttemptSettings
  readonly signal: WebAbortSignal | undefined
}

/**
 * Makes one attempt to deliver a message. Neither the network nor the receiver can make it reject.
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
    latency: globals.performance.now() - started,
    request,
  })
  if (typeof target === 'string') return { outcome: 'refused', ...attempted(target) }

  const exchanged = await exchange({ ...settings, target, request, signal })
  if (exchanged.kind !== 'answered') {
    return { outcome: exchanged.kind === 'refused' ? 'refused' : 'retry', ...attempted(exchanged.reason) }
  }
  const { response } = exchanged
  const { status } = response
  const answered = { status, response, ...attempted(reasonOf(response)) }
  if (status >= 200 && status < 300) return { outcome: 'delivered', ...answered }
  if (status === 410) return { outcome: 'gone', ...answered, status }
  const retryAfter = retryAfterMs(response.headers['retry-after'], Date.now())
  return { outcome: 'retry', ...answered, ...(retryAfter !== undefined && { retryAfter }) }
}

function reasonOf({ status }: DeliveryResponse): string {
  // A browser's fetch hides the status of a redirect, and says 0.
  if (status === 0 || (status >= 300 && status < 400)) {
    return 'answered with a redirect, which is not followed'
  }
  return `answered ${status}`
}
