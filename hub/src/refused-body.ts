import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'

// Milliseconds in which a client that still sends should notice its answer.
const noticeMs = 1000

/**
 * Returns a refusal that ends once the client has stopped sending, or after a second. The answer is complete
 * before. To close the connection at once would reset it while data arrives, and the client could lose the
 * answer.
 */
export async function refusalBeforeBody(response: Response, incoming: Readable): Promise<Response> {
  const answer = new Uint8Array(await response.arrayBuffer())
  const { status } = response
  const headers = new Headers(response.headers)
  headers.set('Content-Length', `${answer.length}`)
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(answer)
      // What read the body until now would keep the rest in memory.
      incoming.removeAllListeners('data').resume()
      await finished(incoming, { signal: AbortSignal.timeout(noticeMs) }).catch(() => {})
      controller.close()
    },
  })
  return new Response(body, { status, headers })
}
