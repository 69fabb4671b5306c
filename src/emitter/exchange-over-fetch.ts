import { globals } from '../runtime/globals.js'
import { BodyReader } from './body-reader.js'
import { aborted, type Exchange, type Exchanged, noAnswer, timedOut } from './exchange.js'

/** Sends a request where the runtime gives no hold on the socket, and so only to hosts that need no look at it. */
export async function exchangeOverFetch(exchange: Exchange): Promise<Exchanged> {
  const { target, request, timeout, signal, responseBodyBytes } = exchange
  if (!target.isChecked) {
    return { kind: 'refused', reason: 'this runtime cannot check where a host name leads; allow it by name' }
  }
  if (signal?.aborted) return aborted
  const controller = new globals.AbortController()
  let failure: Exchanged | undefined
  const cut = (reason: Exchanged) => {
    failure = reason
    controller.abort()
  }
  const abort = () => cut(aborted)
  const timer = globals.setTimeout(() => cut(timedOut(timeout)), timeout)
  signal?.addEventListener('abort', abort)
  try {
    const { headers, body } = request
    const response = await globals.fetch(target.url.href, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: controller.signal,
    })
    const reader = new BodyReader(responseBodyBytes)
    const stream = response.body?.getReader()
    try {
      for (let part = await stream?.read(); part?.value; part = await stream?.read()) {
        if (!reader.add(part.value)) break
      }
      stream?.cancel().catch(() => {})
    } catch {
      // The status is the answer.
    }
    const received: [string, string][] = []
    response.headers.forEach((value, name) => {
      received.push([name, value])
    })
    const { status } = response
    return { kind: 'answered', response: { status, headers: Object.fromEntries(received), ...reader.body } }
  } catch (error) {
    return failure ?? noAnswer(error)
  } finally {
    globals.clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
