import { readEventText } from '../event/event-text.js'
import { bytesOf } from '../runtime/encoding.js'
import { globals, type WebHeaders, type WebResponse } from '../runtime/globals.js'
import { settledWithin } from '../runtime/timer.js'
import { bodyHash } from '../signature/body-hash.js'
import { hmac, requireHmac } from '../signing/built-in-hmac.js'
import { nodeHmac } from '../signing/node-hmac.js'
import { requireRawBody, textOf } from '../signing/raw-body.js'
import { answerFetch } from './answer-fetch.js'
import { authenticator } from './authenticate.js'
import { checkOptions } from './check-options.js'
import { Cancellation, DeliveryContext } from './context.js'
import { type Delivery, readHeaders } from './delivery.js'
import { dispatcher } from './dispatch.js'
import { refusalOfHead } from './head.js'
import type { WebRequest } from './http-types.js'
import type { ReceiverOptions } from './options.js'
import { createReplayMemory } from './replay-memory.js'
import { failed, type ReceiveResult, refused } from './result.js'

/** Receives webhook events, in one of two ways. `toNodeHandler` is the third. */
export interface Receiver {
  /** Answers a Fetch `Request`: for Hono, Next, Bun, Deno and Workers. Never rejects. */
  readonly fetch: (request: WebRequest) => Promise<WebResponse>
  /** Receives a delivery from anywhere else, such as Lambda or a queue, and returns what became of it. Never rejects. */
  readonly receive: (delivery: Delivery) => Promise<ReceiveResult>
}

// Longer than the Standard Webhooks schedule of retries.
const doneMs = 7 * 24 * 60 * 60_000

// A message from as far ahead as is allowed stays in time for twice the tolerance, and timestamps are whole seconds. The minute covers
// a clock that is set back.
const replayMs = (toleranceSeconds: number) => (2 * toleranceSeconds + 60) * 1000

/**
 * Creates a receiver of webhook events. It verifies the signature, validates the event, passes it to its handlers, and answers the sender.
 *
 * @example
 * const receiver = createReceiver({
 *   secret: process.env.WEBHOOK_SECRET ?? '',
 *   on: {
 *     prompt_template_label_moved: ({ details }) => console.log(`moved: ${details.prompt_template_label}`),
 *   },
 * })
 * createServer(toNodeHandler(receiver)).listen(3000)
 *
 * @throws {TypeError} that names the first option that is wrong or unknown, or if the runtime has no HMAC.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  requireHmac()
  const checked = checkOptions(options)
  const { secret, scheme, clock, maxBodyBytes, handlerTimeoutMs, onError } = checked
  const authenticate = authenticator(secret, scheme, clock)
  const dispatch = dispatcher({ ...checked, dedupe: dedupeOf(), report })

  function dedupeOf() {
    const ttlMs = secret !== null && scheme !== 'promptlayer' ? replayMs(clock.toleranceSeconds) : 0
    if (checked.dedupe) return { store: checked.dedupe, ttlMs: Math.max(doneMs, ttlMs) }
    return ttlMs > 0
      ? { store: checked.replayMemory ?? createReplayMemory({ now: clock.now }), ttlMs }
      : undefined
  }

  // Never rejects: the sender must get its answer.
  async function report(
    status: 400 | 422 | 500 | 503,
    error: unknown,
    context?: DeliveryContext,
  ): Promise<void> {
    try {
      // An `onError` that never settles must not keep the sender waiting for ever.
      if (onError) await settledWithin(handlerTimeoutMs, Promise.resolve(onError(error, context)), () => {})
      else if (status >= 500) globals.console.error(error)
    } catch (thrown) {
      globals.console.error(thrown)
    }
  }

  async function receive(delivery: Delivery): Promise<ReceiveResult> {
    try {
      return await verifyAndDispatch(delivery)
    } catch (error) {
      // Thrown by the getters of a delivery.
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

    // Without Node the hash takes a promise, so it cannot wait until a handler asks for it.
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
