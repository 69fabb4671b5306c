import { globals, type WebAbortSignal, type WebHeaders } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import { type BodyReader, type Delivery, readHeaders } from './delivery.js'
import type { NodeRequest, NodeResponse, NodeStream } from './http-types.js'
import type { HttpAnswer } from './result.js'

/** A request of `node:http`, as a delivery. */
export class NodeDelivery implements Delivery {
  readonly method: string
  readonly headers: WebHeaders
  readonly body: BodyReader
  /** What is closed when the sender is gone. The response of HTTP/2 does not tell whether it is. */
  readonly #exchange: Pick<NodeResponse, 'closed' | 'on'>

  /** @param stream The stream of the body. A framework can put another one in place of the request. */
  constructor(request: NodeRequest, response: NodeResponse, stream: NodeStream = request) {
    this.method = request.method ?? ''
    this.headers = new NodeHeaders(request.headers)
    this.#exchange = request.stream ?? response
    // An empty body gives no data when it is read, but it ends.
    this.body = (maxBytes) =>
      stream.readableDidRead || stream.readableEnded
        ? Promise.resolve(request.rawBody ?? request.body)
        : readStream(stream, maxBytes)
  }

  /** Created on first use, because most handlers do not need it. */
  get signal(): WebAbortSignal {
    const controller = new globals.AbortController()
    const abort = () => controller.abort()
    if (this.#exchange.closed) abort()
    else this.#exchange.on('close', abort)
    return controller.signal
  }
}

/**
 * Lets the answer to a request whose body was not read to its end close the connection of HTTP/1, by a
 * header, or the stream of HTTP/2, which nothing else would end.
 */
export function endUnread(request: NodeRequest, headers: HttpAnswer['headers']): void {
  if (request.complete !== false) return
  if (request.httpVersionMajor === 1) headers.connection = 'close'
  else request.stream?.on('finish', () => request.stream?.destroy())
}

/** Looks up one header at a time: Node has lower-cased the names already. */
class NodeHeaders implements WebHeaders {
  readonly #headers: NodeRequest['headers']

  constructor(headers: NodeRequest['headers']) {
    this.#headers = headers
  }

  get(name: string): string | null {
    const value = this.#headers[name.toLowerCase()]
    // An inherited member, such as `constructor`, is not a header.
    if (typeof value === 'string') return value
    return Array.isArray(value) ? value.join(', ') : null
  }

  forEach(callback: (value: string, name: string) => void): void {
    readHeaders(this.#headers).forEach(callback)
  }
}

function readStream(stream: NodeStream, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = new CollectedBytes()
    let isRead = false
    // Checks first, because every request closes in the end, and rejecting a settled promise is slow in Node.
    // No reason is given, because the answer is 400 for all of them.
    const gone = () => isRead || reject()
    if (stream.destroyed) gone()
    stream.on('data', (chunk) => {
      // Chunks that arrive after the limit are dropped.
      if (collected.length <= maxBytes) {
        collected.add(typeof chunk === 'string' ? new globals.TextEncoder().encode(chunk) : chunk)
      }
      if (collected.length <= maxBytes) return
      stream.pause()
      resolve(collected.bytes)
    })
    stream.on('end', () => {
      isRead = true
      resolve(collected.bytes)
    })
    stream.on('error', gone)
    stream.on('close', gone)
  })
}
