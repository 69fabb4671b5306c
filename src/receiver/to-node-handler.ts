import { globals, type WebAbortSignal, type WebHeaders } from '../runtime/globals.js'
import { CollectedBytes } from './collected-bytes.js'
import type { Receiver } from './create-receiver.js'
import { type Delivery, readHeaders } from './delivery.js'
import type { NodeRequest, NodeResponse } from './http-types.js'
import { httpAnswer } from './result.js'

/**
 * Returns a handler for `node:http`, Express and Fastify (pass `request.raw` and `reply.raw` there). It reads
 * the raw body itself. If something has read it before, it uses `request.rawBody`, or the `request.body` of
 * `express.raw` or `express.text`. The handler never rejects.
 *
 * @example
 * import { createServer } from 'node:http'
 * import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
 *
 * const receiver = createReceiver({ secret: process.env.WEBHOOK_SECRET ?? '', on: {} })
 * createServer(toNodeHandler(receiver)).listen(3000)
 *
 * @example
 * import express from 'express'
 * import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
 *
 * const receiver = createReceiver({ secret: process.env.WEBHOOK_SECRET ?? '', on: {} })
 * const app = express()
 * // Before express.json(), which would parse the body.
 * app.post('/webhooks', toNodeHandler(receiver))
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
    // The rest of the body is not read, so HTTP/1 cannot reuse the connection.
    if (request.complete === false && request.httpVersionMajor === 1)
      response.setHeader('connection', 'close')
    body === null ? response.end() : response.end(body)
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
    // An empty body gives no data when it is read, but it ends.
    if (!(request.readableDidRead || request.readableEnded)) return readStream(request, maxBytes)
    return Promise.resolve(request.rawBody ?? request.body)
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

function readStream(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = new CollectedBytes()
    let isRead = false
    // Checks first, because every request closes in the end, and rejecting a settled promise is slow in Node.
    // No reason is given, because the answer is 400 for all of them.
    const gone = () => isRead || reject()
    if (request.destroyed) gone()
    request.on('data', (chunk) => {
      // Chunks that arrive after the limit are dropped.
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
