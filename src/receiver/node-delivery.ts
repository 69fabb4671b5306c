import { globals, type WebAbortSignal, type WebHeaders } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import { type Delivery, readHeaders } from './delivery.js'
import type { NodeRequest, NodeResponse, NodeStream } from './http-types.js'
import type { HttpAnswer } from './result.js'

/** A request of `node:http`, as a delivery. */
export class NodeDelivery implements Delivery {
  readonly method: string
  readonly headers: WebHeaders
  readonly #request: NodeRequest
  readonly #response: NodeResponse
  readonly #stream: NodeStream

  /** @param stream The stream of the body. A framework can put another one in place of the request. */
  constructor(request: NodeRequest, response: NodeResponse, stream: NodeStream = request) {
    this.method = request.method ?? ''
    this.headers = new NodeHeaders(request.headers)
    this.#request = request
    this.#response = response
    this.#stream = stream
  }

  readonly body = (maxBytes: number): Promise<unknown> => {
    const stream = this.#stream
    // An empty body gives no data when it is read, but it ends.
    if (!(stream.readableDidRead || stream.readableEnded)) return readStream(stream, maxBytes)
    return Promise.resolve(this.#request.rawBody ?? this.#request.body)
  }

  /** Created on first use, because most handlers do not need it. */
  get signal(): WebAbortSignal {
    const controller = new globals.AbortController()
    const abort = () => controller.abort()
    if (this.#response.closed) abort()
    else this.#response.on('close', abort)
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
