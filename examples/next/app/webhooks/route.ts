import { createReceiver } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  secret: process.env.WEBHOOK_SECRET ?? '',
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})

export const POST = receiver.fetch
