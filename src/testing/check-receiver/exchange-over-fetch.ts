import { kindOf } from '../../issue/issue.js'
import { globals, type WebRequest, type WebResponse } from '../../runtime/globals.js'
import { settledWithin } from '../../runtime/timer.js'
import { type CheckRequest, type Exchange, errorCode, maxKeptBytes, type Outcome } from './outcome.js'

/** A function that answers a Fetch `Request`, such as `receiver.fetch`, or `app.fetch` of Hono. */
export type FetchFunction = (request: WebRequest) => WebResponse | Promise<WebResponse>

/** Sends requests to a function. `url` is the address that they have. */
export function exchangeOverFetch(answer: FetchFunction, url: string, timeoutMs: number): Exchange {
  return async (request) => {
    const controller = new globals.AbortController()
    const start = globals.performance.now()
    const durationMs = () => globals.performance.now() - start
    return await settledWithin(
      timeoutMs,
      attempt(answer, url, request, controller.signal, durationMs),
      () => {
        controller.abort()
        return {
          kind: 'late',
          reason: `no answer within ${timeoutMs / 1000} s`,
          durationMs: durationMs(),
        } as const
      },
    )
  }
}

async function attempt(
  answer: FetchFunction,
  url: string,
  { method, headers, body }: CheckRequest,
  signal: WebRequest['signal'],
  durationMs: () => number,
): Promise<Outcome> {
  try {
    const init = { method, headers, redirect: 'manual', signal } as const
    const response = await answer(new globals.Request(url, body === undefined ? init : { ...init, body }))
    if (typeof response?.status !== 'number') {
      const reason = `the function returned ${kindOf(response)} instead of a Response`
      return { kind: 'dropped', reason, durationMs: durationMs() }
    }
    const outcome = { kind: 'answered', status: response.status, durationMs: durationMs() } as const
    const text = await response.text().catch(() => '')
    return { ...outcome, body: text.slice(0, maxKeptBytes) }
  } catch (error) {
    const reason = `no answer (${errorCode(error) ?? Object(error).message ?? error})`
    return { kind: 'dropped', reason, durationMs: durationMs() }
  }
}
