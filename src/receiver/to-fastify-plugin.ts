import type { Receiver } from './create-receiver.js'
import type { FastifyErrorHandler, FastifyReply, FastifyRequest, FastifyScope } from './fastify-types.js'
import type { NodeStream } from './http-types.js'
import { endUnread, NodeDelivery } from './node-delivery.js'
import { httpAnswer } from './result.js'

/**
 * Returns a plugin for Fastify that receives at its prefix. It leaves bodies unread until the receiver reads
 * them, up to `maxBodyBytes`. Your other routes, their parsers and their `bodyLimit` stay as they are.
 *
 * @example
 * import Fastify from 'fastify'
 * import { createReceiver, toFastifyPlugin } from 'prompt-webhooks/receiver'
 *
 * const receiver = createReceiver({ secret: process.env.WEBHOOK_SECRET ?? '', on: {} })
 * const fastify = Fastify()
 * fastify.register(toFastifyPlugin(receiver), { prefix: '/webhooks' })
 */
export function toFastifyPlugin(receiver: Pick<Receiver, 'receive'>): (scope: FastifyScope) => Promise<void> {
  return async (scope) => {
    scope.removeAllContentTypeParsers()
    // Hands on the stream, because a hook can have replaced that of the request.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    const handle = async ({ raw, body }: FastifyRequest, reply: FastifyReply) => {
      // The body is undefined for a request without one, because Fastify calls no parser then.
      const delivery = new NodeDelivery(raw, reply.raw, body as NodeStream | undefined)
      const answer = httpAnswer(await receiver.receive(delivery))
      endUnread(raw, answer.headers)
      reply.code(answer.status).headers(answer.headers)
      return reply.send(answer.body)
    }
    const errorHandler: FastifyErrorHandler = (error, request, reply) => {
      // Fastify refuses a malformed content type before any parser. The receiver refuses it too.
      if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return handle(request, reply)
      // Goes to the error handler of the app.
      throw error
    }
    scope.all('/', { errorHandler }, handle)
  }
}
