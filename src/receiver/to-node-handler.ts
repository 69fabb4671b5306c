import { globals, type WebAbortSignal, type WebHeaders } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import type { Receiver } from './create-receiver.js'
import { type Delivery, readHeaders } from './delivery.js'
import type { NodeRequest, NodeResponse } from './http-types.js'
import { httpAnswer } from './result.js'

/**
 * Returns a handler for `node:http`, Express and Fastify (there with `request.raw` and `reply.raw`). It reads the raw body itself, or takes the
 * one that `express.raw` or `express.text` has read. The handler never rejects.
 *
 * @example
 * createServer(toNodeHandler(receiver)).listen(3000)
 *
 * @example
 * app.post('/webhooks', toNodeHandler(receiver)) // in Express, before express.json()
 */
export function toNodeHandler(
  receiver: Pick<Receiver, 'receive'>,
): (request: NodeRequest, response: NodeResponse) => Promise<void> {
  return async (request, response) => {
    const result = await receiver.receive(new NodeDelivery(request, response))
    if (response.headersSent) return
    const { status, headers, body } = httpAnswer(result)
    response.statusCode = status
    for (const name in headers) response.setHeader(name, headers[name] ?? '')
    // The rest of the body stays unread, so HTTP/1 cannot use the connection again.
    if (request.complete === false && request.httpVersionMajor === 1)
      response.setHeader('connection', 'close')
    response.end(body ?? undefined)
  }
}

class NodeDelivery implements Delivery {
  readonly method: string
  readonly headers: WebHeaders
  readonly #request: NodeRequest
  readonly #response: NodeResponse

  constructor(request: NodeRequest, response: NodeResponse) {
    this.method = request.method ?? ''
    this.headers = new NodeHeaders(request.headers)
    this.#request = request
    this.#response = response
  }

  readonly body = (maxBytes: number): Promise<unknown> => {
    const request = this.#request
    if (!(request.readableDidRead ?? request.readableEnded)) return readStream(request, maxBytes)
    return Promise.resolve(request.rawBody ?? request.body)
  }

  /** Made on first use, because most handlers never ask for it. */
  get signal(): WebAbortSignal {
    const controller = new globals.AbortController()
    const abort = () => this.#response.writableFinished || controller.abort()
    if (this.#response.closed) abort()
    else this.#response.on('close', abort)
    return controller.signal
  }
}

/** Looks headers up one by one: Node has lower-cased their names, so there is no need to read them all. */
class NodeHeaders implements WebHeaders {
  readonly #headers: NodeRequest['headers']

  constructor(headers: NodeRequest['headers']) {
    this.#headers = headers
  }

  get(name: string): string | null {
    const value = this.#headers[name.toLowerCase()]
    // An inherited member, such as a constructor, is not a header.
    if (typeof value === 'string') return value
    return Array.isArray(value) ? value.join(', ') : null
  }

  forEach(callback: (value: string, name: string) => void): void {
    readHeaders(this.#headers).forEach(callback)
  }
}

function readStream(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = new CollectedBytes()
    let isRead = false
    // Every request closes in the end, so this checks first: rejecting a settled promise takes Node a while. Nobody sees an error.
    const gone = () => isRead || reject()
    if (request.destroyed) gone()
    request.on('data', (chunk) => {
      // Chunks that still arrive after the limit are dropped.
      if (collected.length > maxBytes) return
      collected.add(typeof chunk === 'string' ? new globals.TextEncoder().encode(chunk) : chunk)
      if (collected.length <= maxBytes) return
      request.pause()
      resolve(collected.bytes)
    })
    request.on('end', () => {
      isRead = true
      resolve(collected.bytes)
    })
    request.on('error', gone)
    request.on('close', gone)
  })
}
