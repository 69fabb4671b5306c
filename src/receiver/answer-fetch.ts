import { globals, type WebResponse } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import type { Delivery } from './delivery.js'
import type { WebRequest, WebStream } from './http-types.js'
import { httpAnswer, type ReceiveResult } from './result.js'

/** Returns a function that passes Fetch requests to `receive` and turns its results into responses. */
export function answerFetch(
  receive: (delivery: Delivery) => Promise<ReceiveResult>,
): (request: WebRequest) => Promise<WebResponse> {
  return async (request) => {
    const { method, headers, body } = request
    const result = await receive({
      method,
      headers,
      // If the body was read already, `receive` explains what to do.
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
    // A hand-made stream can hold anything.
    if (!ArrayBuffer.isView(value)) throw new TypeError('body: expected a stream of bytes')
    collected.add(value as Uint8Array)
  }
  // Not awaited: the answer does not depend on it.
  reader?.cancel().catch(() => {})
  return collected.bytes
}
