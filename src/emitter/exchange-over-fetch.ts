import { globals } from '../runtime/globals.js'
import { BodyReader } from './body-reader.js'
import { aborted, type Exchange, type Exchanged, noAnswer, timedOut } from './exchange.js'
import { joinedHeaders } from './joined-headers.js'

const unchecked =
  'this runtime cannot check the address of a host name; to permit it, add the host name to allow'

/**
 * Sends a request with `fetch`, where the runtime does not give access to the socket. A host name that is not
 * allowed by name is refused, because the address that `fetch` connects to cannot be checked.
 */
export async function exchangeOverFetch(exchange: Exchange): Promise<Exchanged> {
  const { target, request, timeoutMs, signal, maxResponseBodyBytes } = exchange
  if (!target.isChecked) {
    return { kind: 'refused', reason: unchecked }
  }
  if (signal?.aborted) return aborted
  const controller = new globals.AbortController()
  let failure: Exchanged | undefined
  const cut = (reason: Exchanged) => {
    failure = reason
    controller.abort()
  }
  const abort = () => cut(aborted)
  const timer = globals.setTimeout(() => cut(timedOut(timeoutMs)), timeoutMs)
  signal?.addEventListener('abort', abort)
  try {
    // `fetch` sets the length itself, and on edge-light refuses one that it is given.
    const { 'content-length': _, ...headers } = request.headers
    const response = await globals.fetch(target.url.href, {
      method: 'POST',
      headers,
      body: request.body,
      redirect: 'manual',
      signal: controller.signal,
    })
    const reader = new BodyReader(maxResponseBodyBytes)
    const stream = response.body?.getReader()
    try {
      for (let part = await stream?.read(); part?.value; part = await stream?.read()) {
        if (!reader.add(part.value)) break
      }
      stream?.cancel().catch(() => {})
    } catch {
      // The receiver has answered with the status. What happens to the body does not matter.
    }
    const received = joinedHeaders((add) => response.headers.forEach(add))
    const { status } = response
    return { kind: 'answered', response: { status, headers: received, ...reader.body } }
  } catch (error) {
    return failure ?? noAnswer(error)
  } finally {
    globals.clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
