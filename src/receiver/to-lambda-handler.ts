import { kindOf } from '../issue/issue.js'
import { globals, type WebAbortSignal } from '../runtime/globals.js'
import { longestTimerMs } from '../runtime/timer.js'
import type { Receiver } from './create-receiver.js'
import type { DeliveryHeaders } from './delivery.js'
import type {
  LambdaAnswer,
  LambdaContext,
  LambdaEvent,
  LambdaHttpEvent,
  LambdaProxyEvent,
} from './lambda-types.js'
import { httpAnswer } from './result.js'

/** Enough to report the failure, release a claim and answer. */
const marginMs = 500

/**
 * Returns a handler for AWS Lambda. It takes events of API Gateway (REST and HTTP APIs, payload formats 1.0
 * and 2.0), Application Load Balancers (with and without multi-value headers) and function URLs.
 *
 * `context.signal` of your handlers aborts half a second before Lambda ends the invocation. A handler that
 * passes the signal on fails in time: `onError` gets the reason, and the sender gets 500 and retries.
 *
 * @example
 * import { createReceiver, toLambdaHandler } from 'prompt-webhooks/receiver'
 *
 * const receiver = createReceiver({ secret: process.env.WEBHOOK_SECRET ?? '', on: {} })
 * export const handler = toLambdaHandler(receiver)
 *
 * @returns The handler. It rejects with a `TypeError` if the event is not an HTTP request, such as a message
 * of SQS, which you can pass to `receiver.receive`.
 */
export function toLambdaHandler(
  receiver: Pick<Receiver, 'receive'>,
): (event: LambdaEvent, context?: LambdaContext) => Promise<LambdaAnswer> {
  return async (event, context) => {
    const method = methodOf(event)
    const { body, isBase64Encoded, headers, multiValueHeaders } = event as LambdaProxyEvent
    const { signal, end } = signalBeforeEnd(context)
    try {
      const result = await receiver.receive({
        method,
        headers: allHeaders(headers ?? {}, multiValueHeaders ?? {}),
        // Not decoded unless the headers are fine. Rejects if it is not base64.
        body: async () => (isBase64Encoded ? bytesOfBase64(body ?? '') : (body ?? '')),
        signal,
      })
      const answer = httpAnswer(result)
      return {
        statusCode: answer.status,
        ...(multiValueHeaders
          ? { multiValueHeaders: inLists(answer.headers) }
          : { headers: { ...answer.headers } }),
        body: answer.body ?? '',
        isBase64Encoded: false,
      }
    } finally {
      end()
    }
  }
}

function methodOf(event: unknown): string {
  const { httpMethod, requestContext } = (event ?? {}) as Partial<LambdaProxyEvent & LambdaHttpEvent>
  const method = httpMethod ?? requestContext?.http?.method
  if (typeof method === 'string') return method
  throw new TypeError(
    `event: expected a request from API Gateway, an Application Load Balancer or a function URL, with httpMethod or requestContext.http.method, got ${event instanceof Object ? 'neither' : kindOf(event)}. ` +
      'Pass messages of SQS, SNS and EventBridge to receiver.receive',
  )
}

function signalBeforeEnd(context: LambdaContext | undefined): {
  readonly signal?: WebAbortSignal | undefined
  readonly end: () => void
} {
  if (typeof context?.getRemainingTimeInMillis !== 'function') return { end() {} }
  const controller = new globals.AbortController()
  const abort = () => {
    const error = new Error(
      `Lambda ends this invocation in ${marginMs} ms; raise the timeout of the function, or do less in the handler`,
    )
    error.name = 'TimeoutError'
    controller.abort(error)
  }
  const ms = Math.max(context.getRemainingTimeInMillis() - marginMs, 0)
  // A context that was made by hand can have any time left.
  const timer = globals.setTimeout(abort, Math.min(ms, longestTimerMs))
  return { signal: controller.signal, end: () => globals.clearTimeout(timer) }
}

/** The lists of values, and what only the other form has: an event that was made by hand can lack lists. */
function allHeaders(
  headers: NonNullable<LambdaEvent['headers']>,
  lists: NonNullable<LambdaProxyEvent['multiValueHeaders']>,
): DeliveryHeaders {
  const listed = new Set(Object.keys(lists).map((name) => name.toLowerCase()))
  const others = Object.entries(headers).filter(([name]) => !listed.has(name.toLowerCase()))
  return { ...lists, ...Object.fromEntries(others) }
}

function inLists(headers: Readonly<Record<string, string>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
}

function bytesOfBase64(base64: string): Uint8Array {
  return Uint8Array.from(globals.atob(base64), (character) => character.charCodeAt(0))
}
