import Fastify from 'fastify'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  secret: process.env.WEBHOOK_SECRET ?? '',
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})
const handler = toNodeHandler(receiver)

const fastify = Fastify()
// The signature covers the raw body, so this scope leaves bodies unread. Other routes are parsed as usual.
fastify.register(async (scope) => {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser('*', (_request, _body, done) => done(null))
  scope.all('/webhooks', (request, reply) => {
    reply.hijack()
    return handler(request.raw, reply.raw)
  })
})
await fastify.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
