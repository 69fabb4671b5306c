import type { Receiver } from './create-receiver.js'
import type { NodeRequest, NodeResponse } from './http-types.js'
import { endUnread, NodeDelivery } from './node-delivery.js'
import { httpAnswer } from './result.js'

/**
 * Returns a handler for `node:http`, Express, Koa, NestJS and Cloud Functions. It reads the raw body itself.
 * If something has read it before, it uses `request.rawBody`, or the `request.body` of `express.raw` or
 * `express.text`. The handler never rejects.
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
    endUnread(request, headers)
    for (const name in headers) response.setHeader(name, headers[name] ?? '')
    body === null ? response.end() : response.end(body)
  }
}
