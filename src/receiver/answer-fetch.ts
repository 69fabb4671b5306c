import { globals } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import { httpAnswer } from './http-answer.js'
import type { Receiver } from './receiver.js'
import type { WebStream } from './web-types.js'

export function answerFetch(receive: Receiver['receive']): Receiver['fetch'] {
  return async (request) => {
    const { method, headers, body } = request
    const result = await receive({
      method,
      headers,
      // What was read already is no body, and `receive` explains.
      body: async (mostBytes) => (request.bodyUsed || body?.locked ? undefined : readStream(body, mostBytes)),
      get signal() {
        return request.signal
      },
    })
    const answer = httpAnswer(result)
    return new globals.Response(answer.body, answer)
  }
}

async function readStream(stream: WebStream | null, mostBytes: number): Promise<Uint8Array> {
  const collected = new CollectedBytes()
  const reader = stream?.getReader()
  while (reader && collected.length <= mostBytes) {
    const { done, value } = await reader.read()
    if (done) return collected.bytes
    // A stream made by hand may hold anything.
    if (!ArrayBuffer.isView(value)) throw new TypeError('The body is a stream of something other than bytes')
    collected.add(value as Uint8Array)
  }
  // Not awaited: the answer need not wait until the rest is refused.
  reader?.cancel().catch(() => {})
  return collected.bytes
}
