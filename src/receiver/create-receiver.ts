import { readEventText } from '../event/event-text.js'
import { bytesOf } from '../runtime/encoding.js'
import { globals, type WebHeaders, type WebResponse } from '../runtime/globals.js'
import { isPromise } from '../runtime/is-promise.js'
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
import { type RefusalReason, refusalReporter, refusalStatus } from './refusal.js'
import { createReplayMemory } from './replay-memory.js'
import { failed, type ReceiveResult, type Refused, refused } from './result.js'

/**
 * A receiver of webhook events. Use `fetch` in servers with the Fetch API, `toNodeHandler`, `toFastifyPlugin`
 * or `toLambdaHandler` in others, and `receive` for queues and everything else.
 */
export interface Receiver {
  /** Answers a Fetch `Request`: for Hono, Next, Bun, Deno and Workers. Never rejects. */
  readonly fetch: (request: WebRequest) => Promise<WebResponse>
  /**
   * Receives a delivery from anywhere else, such as a queue, and returns the outcome. Never
   * rejects.
   */
  readonly receive: (delivery: Delivery) => Promise<ReceiveResult>
}

// Longer than the retry schedule that Standard Webhooks recommends.
const doneMs = 7 * 24 * 60 * 60_000

// A message from as far ahead as allowed can be replayed for twice the tolerance. The extra minute covers
// timestamps in whole seconds, and a clock that is set back.
const replayMs = (toleranceSeconds: number) => (2 * toleranceSeconds + 60) * 1000

/**
 * Creates a receiver of webhook events. It verifies the signature, validates the event, calls the handlers
 * and answers the sender.
 *
 * @example
 * import { createServer } from 'node:http'
 * import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
 *
 * const receiver = createReceiver({
 *   secret: process.env.WEBHOOK_SECRET ?? '',
 *   on: {
 *     prompt_template_label_moved: ({ details }) => console.log(`moved: ${details.prompt_template_label}`),
 *   },
 * })
 * createServer(toNodeHandler(receiver)).listen(3000)
 *
 * @throws {TypeError} that names the first wrong or unknown option, or if the runtime has neither
 * `node:crypto` nor Web Crypto.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  requireHmac()
  const checked = checkOptions(options)
  const { secret, scheme, clock, maxBodyBytes, handlerTimeoutMs, onError } = checked
  const authenticate = authenticator(secret, scheme, clock)
  const dispatch = dispatcher({ ...checked, dedupe: dedupeOf(), report })
  const reportRefusal = refusalReporter(checked.onRefused, clock)

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
      // An `onError` that never settles must not keep the sender waiting.
      if (onError) await settledWithin(handlerTimeoutMs, Promise.resolve(onError(error, context)), () => {})
      else if (status >= 500) globals.console.error(error)
    } catch (thrown) {
      globals.console.error(thrown)
    }
  }

  function refuse(reason: RefusalReason, method?: unknown, headers?: WebHeaders, error?: unknown): Refused {
    reportRefusal(reason, method, headers, error)
    return refused(refusalStatus[reason])
  }

  async function receive(delivery: Delivery): Promise<ReceiveResult> {
    try {
      return await verifyAndDispatch(delivery)
    } catch (error) {
      // The body was parsed already, the delivery threw when it was read, or the hash of the runtime failed.
      await report(500, error)
      return failed(500, error)
    }
  }

  // Security invariant: the checks run in this order. Method, content type and declared size; actual size;
  // signature; JSON; event; dedupe; handlers. Nothing of an unverified body reaches a handler, a log or the
  // answer.
  async function verifyAndDispatch(delivery: Delivery): Promise<ReceiveResult> {
    let failure: RefusalReason = 'malformed_headers'
    let method: string | undefined
    let headers: WebHeaders | undefined
    let body: unknown
    try {
      headers = readHeaders(delivery.headers)
      method = delivery.method
      const refusal = refusalOfHead(method, headers, maxBodyBytes)
      if (refusal) return refuse(refusal, method, headers)
      failure = 'unreadable_body'
      body = delivery.body
      if (typeof body === 'function') body = await body.call(delivery, maxBodyBytes)
    } catch (error) {
      return refuse(failure, method, headers, error)
    }
    requireRawBody(body)
    if (bytesOf(body).length > maxBodyBytes) return refuse('body_too_large', method, headers)

    const text = textOf(body)
    const authentication = authenticate(text ?? body, headers)
    const signed = isPromise(authentication) ? await authentication : authentication
    if (typeof signed === 'string') return refuse(signed, method, headers)

    // Web Crypto hashes asynchronously, so the id must be ready before a handler reads it.
    const deliveryId = signed.messageId ?? (nodeHmac() ? undefined : await bodyHash(hmac, text ?? ''))
    const cancellation = new Cancellation(delivery)
    const context = new DeliveryContext(headers, text ?? '', deliveryId, cancellation)
    const reading = readEventText(text)
    if (reading.kind !== 'invalid') return dispatch(reading.event, context, cancellation)
    const { error } = reading
    const status = error.issues[0]?.code === 'invalid_json' ? 400 : 422
    await report(status, error, context)
    cancellation.end()
    return refused(status, { detail: error.message, issues: error.issues })
  }

  return { fetch: answerFetch(receive), receive }
}
