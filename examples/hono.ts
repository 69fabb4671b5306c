import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createReceiver } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  secret: process.env.WEBHOOK_SECRET ?? '',
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})

const app = new Hono()
app.all('/webhooks', (context) => receiver.fetch(context.req.raw))
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' })
