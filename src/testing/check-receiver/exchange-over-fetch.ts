import { kindOf } from '../../issue/issue.js'
import { globals, type WebRequest, type WebResponse } from '../../runtime/globals.js'
import { settledWithin } from '../../runtime/timer.js'
import { type Exchange, errorCode, maxKeptBytes, type Outcome } from './outcome.js'

/** A function that answers a Fetch `Request`, such as `receiver.fetch`, or `app.fetch` of Hono. */
export type FetchFunction = (request: WebRequest) => WebResponse | Promise<WebResponse>

/** Sends requests to a function. `url` is the address that they have. */
export function exchangeOverFetch(answer: FetchFunction, url: string, timeoutMs: number): Exchange {
  return async (request) => {
    const controller = new globals.AbortController()
    const start = globals.performance.now()
    const durationMs = () => globals.performance.now() - start
    // Once there is a status, the request was answered, whatever happens to the body behind it.
    let answered: Outcome | undefined

    async function attempt(): Promise<Outcome> {
      const { method, headers, body } = request
      const init = { method, headers, redirect: 'manual', signal: controller.signal } as const
      const response = await answer(new globals.Request(url, body === undefined ? init : { ...init, body }))
      if (typeof response?.status !== 'number') {
        throw new TypeError(`the function returned ${kindOf(response)} instead of a Response`)
      }
      answered = { kind: 'answered', status: response.status, body: '', durationMs: durationMs() }
      const text = await response.text().catch(() => '')
      return { ...answered, body: text.slice(0, maxKeptBytes) }
    }

    const dropped = (error: unknown): Outcome => {
      const reason = `no answer (${errorCode(error) ?? Object(error).message ?? error})`
      return { kind: 'dropped', reason, durationMs: durationMs() }
    }
    return await settledWithin(timeoutMs, attempt().catch(dropped), () => {
      controller.abort()
      const reason = `no answer within ${timeoutMs / 1000} s`
      return answered ?? { kind: 'late', reason, durationMs: durationMs() }
    })
  }
}
