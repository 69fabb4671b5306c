import { globals } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import type { Delivery } from './delivery.js'
import { readHeaders } from './headers.js'
import { httpAnswer } from './http-answer.js'
import type { NodeRequest, NodeResponse } from './node-types.js'
import type { Receiver } from './receiver.js'
import type { WebAbortSignal, WebHeaders } from './web-types.js'

/**
 * Answers requests of `node:http`, Express and Fastify (there with `request.raw` and `reply.raw`). It reads the raw body
 * itself, or takes the one that `express.raw` or `express.text` has read. Never rejects.
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
    // The rest of the body is not read, so nothing after it can be: HTTP/1 has to close.
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

  readonly body = (mostBytes: number): Promise<unknown> => {
    const request = this.#request
    if (!(request.readableDidRead ?? request.readableEnded)) return readStream(request, mostBytes)
    return Promise.resolve(request.rawBody ?? request.body)
  }

  /** Made when it is asked for: most handlers never do. */
  get signal(): WebAbortSignal {
    const controller = new globals.AbortController()
    const abort = () => this.#response.writableFinished || controller.abort()
    if (this.#response.closed) abort()
    else this.#response.on('close', abort)
    return controller.signal
  }
}

/** Node gives all names in lower case, so there is no need to read them all to find a few. */
class NodeHeaders implements WebHeaders {
  readonly #headers: NodeRequest['headers']

  constructor(headers: NodeRequest['headers']) {
    this.#headers = headers
  }

  get(name: string): string | null {
    const value = this.#headers[name.toLowerCase()]
    // What an object inherits, such as a constructor, is no header.
    if (typeof value === 'string') return value
    return Array.isArray(value) ? value.join(', ') : null
  }

  forEach(callback: (value: string, name: string) => void): void {
    readHeaders(this.#headers).forEach(callback)
  }
}

function readStream(request: NodeRequest, mostBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = new CollectedBytes()
    let isRead = false
    // Each request is closed in the end, and to reject what is resolved takes Node a while. No error: nobody sees it.
    const gone = () => isRead || reject()
    if (request.destroyed) gone()
    request.on('data', (chunk) => {
      // What is still under way after the limit is not kept.
      if (collected.length > mostBytes) return
      collected.add(typeof chunk === 'string' ? new globals.TextEncoder().encode(chunk) : chunk)
      if (collected.length <= mostBytes) return
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
