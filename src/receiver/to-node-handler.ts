import { CollectedBytes } from './collected-bytes.js'
import { httpAnswer } from './http-answer.js'
import type { NodeRequest, NodeResponse } from './node-types.js'
import type { Receiver } from './receiver.js'
import type { WebAbortSignal } from './web-types.js'

declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const AbortController: new () => { readonly signal: WebAbortSignal; abort(): void }

/**
 * Answers requests of `node:http`, Express and Fastify (there with `request.raw` and `reply.raw`). It reads the raw body
 * itself, or takes the one that `express.raw` or `express.text` has read. Never rejects.
 */
export function toNodeHandler(
  receiver: Pick<Receiver, 'receive'>,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (request, response) => {
    const result = await receiver.receive({
      method: request.method ?? '',
      headers: request.headers,
      body: (mostBytes) => bodyOf(request, mostBytes),
      get signal() {
        return signalOf(response)
      },
    })
    if (response.headersSent) return
    const { status, headers, body } = httpAnswer(result)
    response.statusCode = status
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    // The rest of the body is not read, so nothing after it can be: HTTP/1 has to close.
    if (request.complete === false && request.httpVersionMajor === 1)
      response.setHeader('connection', 'close')
    response.end(body ?? undefined)
  }
}

async function bodyOf(request: NodeRequest, mostBytes: number): Promise<unknown> {
  if (!(request.readableDidRead ?? request.readableEnded)) return readStream(request, mostBytes)
  const { rawBody, body } = request
  return rawBody ?? body
}

function readStream(request: NodeRequest, mostBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = new CollectedBytes()
    const gone = () => reject(new Error('The caller went away before the end of the body'))
    if (request.destroyed) gone()
    request.on('data', (chunk) => {
      // What is still under way after the limit is not kept.
      if (collected.length > mostBytes) return
      collected.add(typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk)
      if (collected.length <= mostBytes) return
      request.pause()
      resolve(collected.bytes)
    })
    request.on('end', () => resolve(collected.bytes))
    request.on('error', gone)
    request.on('close', gone)
  })
}

function signalOf(response: NodeResponse): WebAbortSignal {
  const controller = new AbortController()
  const abort = () => response.writableFinished || controller.abort()
  if (response.closed) abort()
  else response.on('close', abort)
  return controller.signal
}
