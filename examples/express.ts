import express from 'express'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  secret: process.env.WEBHOOK_SECRET ?? '',
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})

const app = express()
// Register it before express.json(): the signature covers the raw body.
app.all('/webhooks', toNodeHandler(receiver))
app.use(express.json())
app.listen(Number(process.env.PORT), '127.0.0.1')
