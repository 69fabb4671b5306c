import { globals, type WebResponse } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import type { Delivery } from './delivery.js'
import type { WebRequest, WebStream } from './http-types.js'
import { httpAnswer, type ReceiveResult } from './result.js'

/** Returns a function that answers Fetch requests by what `receive` returns. */
export function answerFetch(
  receive: (delivery: Delivery) => Promise<ReceiveResult>,
): (request: WebRequest) => Promise<WebResponse> {
  return async (request) => {
    const { method, headers, body } = request
    const result = await receive({
      method,
      headers,
      // For a body that was read already `receive` explains what to do.
      body: async (maxBytes) => (request.bodyUsed || body?.locked ? undefined : readStream(body, maxBytes)),
      get signal() {
        return request.signal
      },
    })
    const answer = httpAnswer(result)
    return new globals.Response(answer.body, answer)
  }
}

async function readStream(stream: WebStream | null, maxBytes: number): Promise<Uint8Array> {
  const collected = new CollectedBytes()
  const reader = stream?.getReader()
  while (reader && collected.length <= maxBytes) {
    const { done, value } = await reader.read()
    if (done) return collected.bytes
    // A stream made by hand may hold anything.
    if (!ArrayBuffer.isView(value)) throw new TypeError('The body is a stream of something other than bytes')
    collected.add(value as Uint8Array)
  }
  // Not awaited: the answer does not depend on it.
  reader?.cancel().catch(() => {})
  return collected.bytes
}
