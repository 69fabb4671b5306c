import { readEventText } from '../event/event-text.js'
import { bytesOf } from '../runtime/encoding.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmac, requireHmac } from '../signing/built-in-hmac.js'
import { nodeHmac } from '../signing/node-hmac.js'
import { requireRawBody, textOf } from '../signing/raw-body.js'
import { answerFetch } from './answer-fetch.js'
import { authenticator } from './authenticate.js'
import { Cancellation } from './cancellation.js'
import { DeliveryContext } from './context.js'
import type { Delivery } from './delivery.js'
import { dispatcher } from './dispatch.js'
import { refusalOfHead } from './head.js'
import { readHeaders } from './headers.js'
import { checkOptions, type ReceiverOptions } from './options.js'
import type { Receiver } from './receiver.js'
import { createReplayMemory } from './replay-memory.js'
import { reporter } from './report.js'
import { failed, type ReceiveResult, refused } from './result.js'
import type { WebHeaders } from './web-types.js'

// Longer than the Standard Webhooks schedule of retries.
const doneMs = 7 * 24 * 60 * 60_000

// More than twice the tolerance: a message from as far ahead as is allowed is in time for as long as that. Timestamps are whole
// seconds, and the minute is for what the clock is set back by.
const replayMs = (toleranceSeconds: number) => (2 * toleranceSeconds + 60) * 1000

/**
 * A receiver of webhook events: it verifies, parses and dispatches them, and answers the sender.
 *
 * @throws {TypeError} that names the first option that is wrong, or if the runtime has no hash.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  requireHmac()
  const { secret, scheme, clock, maxBodyBytes, onError, ...checked } = checkOptions(options)
  const authenticate = authenticator(secret, scheme, clock)
  const report = reporter(onError, checked.handlerTimeoutMs)
  const hasMessageId = secret !== null && scheme !== 'promptlayer'
  const replayTtlMs = hasMessageId ? replayMs(clock.toleranceSeconds) : 0
  const replayMemory =
    checked.replayMemory ?? (hasMessageId ? createReplayMemory({ now: clock.now }) : undefined)
  const dedupe = checked.dedupe
    ? { store: checked.dedupe, ttlMs: Math.max(doneMs, replayTtlMs) }
    : replayMemory && { store: replayMemory, ttlMs: replayTtlMs }
  const dispatch = dispatcher({ ...checked, dedupe, report })

  async function receive(delivery: Delivery): Promise<ReceiveResult> {
    try {
      return await verifyAndDispatch(delivery)
    } catch (error) {
      // What a delivery's own getters and readers throw.
      await report(500, error)
      return failed(500, error)
    }
  }

  // The order is a security invariant: method, content type and declared size; size as read; signature; parse; dedupe
  // and dispatch. Of a body whose signature did not hold, nothing reaches a handler, a log or the answer.
  async function verifyAndDispatch(delivery: Delivery): Promise<ReceiveResult> {
    let headers: WebHeaders
    let body: unknown
    try {
      headers = readHeaders(delivery.headers)
      const refusal = refusalOfHead(delivery.method, headers, maxBodyBytes)
      if (refusal) return refused(refusal)
      body = delivery.body
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
    const deliveryId = signed.messageId ?? (nodeHmac() ? undefined : await bodyHash(hmac, text ?? ''))
    const cancellation = new Cancellation(delivery)
    const context = new DeliveryContext(headers, text ?? '', deliveryId, cancellation)
    const reading = readEventText(text)
    if (reading.kind !== 'invalid') return await dispatch(reading.event, context, cancellation)
    const { error } = reading
    const status = error.issues[0]?.code === 'invalid_json' ? 400 : 422
    await report(status, error, context)
    return refused(status, { detail: error.message, issues: error.issues })
  }

  return { fetch: answerFetch(receive), receive }
}
