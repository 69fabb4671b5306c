import { readEventText } from '../event/event-text.js'
import { bytesOf } from '../runtime/encoding.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmac, requireHmac } from '../signing/built-in-hmac.js'
import { nodeHmac } from '../signing/node-hmac.js'
import { requireRawBody, textOf } from '../signing/raw-body.js'
import { answerFetch } from './answer-fetch.js'
import { authenticator } from './authenticate.js'
import { DeliveryContext } from './context.js'
import { processMemory } from './dedupe-store.js'
import type { Delivery } from './delivery.js'
import { dispatcher } from './dispatch.js'
import { refusalOfHead } from './head.js'
import { readHeaders } from './headers.js'
import { checkOptions, type ReceiverOptions } from './options.js'
import type { Receiver } from './receiver.js'
import { reporter } from './report.js'
import { failed, type ReceiveResult, refused } from './result.js'

// Longer than the Standard Webhooks schedule of retries.
const doneMs = 7 * 24 * 60 * 60_000

// A little more than twice the tolerance of a signed timestamp: so long a message can be replayed and still be in time.
const replayMs = 11 * 60_000

/**
 * A receiver of webhook events: it verifies, parses and dispatches them, and answers the sender.
 *
 * @throws {TypeError} that names the first option that is wrong, or if the runtime has no hash.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  requireHmac()
  checkOptions(options)
  const { secret, on, onUnknown, maxBodyBytes = 2 ** 20, scheme = 'promptlayer' } = options
  const authenticate = authenticator(secret, scheme)
  const report = reporter(options.onError)
  const hasMessageId = secret !== null && scheme !== 'promptlayer'
  const replays = hasMessageId ? { store: processMemory(), ttlMs: replayMs } : undefined
  const dedupe = options.dedupe ? { store: options.dedupe, ttlMs: doneMs } : replays
  const dispatch = dispatcher({ on, onUnknown, dedupe, report })

  // The order is a security invariant: method, content type and declared size; size as read; signature; parse; dedupe
  // and dispatch. Of a body whose signature did not hold, nothing reaches a handler, a log or the answer.
  async function receive(delivery: Delivery): Promise<ReceiveResult> {
    const headers = readHeaders(delivery.headers)
    const refusal = refusalOfHead(delivery.method, headers, maxBodyBytes)
    if (refusal) return refused(refusal)

    let body: unknown = delivery.body
    try {
      if (typeof body === 'function') body = await body(maxBodyBytes)
    } catch {
      return refused(400)
    }
    try {
      requireRawBody(body)
    } catch (error) {
      await report(500, error)
      return failed(500, error)
    }
    if (bytesOf(body).length > maxBodyBytes) return refused(413)

    const text = textOf(body)
    const signed = await authenticate(text ?? body, headers)
    if (!signed) return refused(401)

    // Without Node a hash takes a promise, so it cannot wait until a handler asks.
    const deliveryId = signed.messageId ?? (nodeHmac ? undefined : await bodyHash(hmac, text ?? ''))
    const context = new DeliveryContext(delivery, headers, text ?? '', deliveryId)
    const reading = readEventText(text)
    if (reading.kind !== 'invalid') return await dispatch(reading.event, context)
    const { error } = reading
    const status = error.issues[0]?.code === 'invalid_json' ? 400 : 422
    await report(status, error, context)
    return refused(status, { detail: error.message, issues: error.issues })
  }

  return { fetch: answerFetch(receive), receive }
}
