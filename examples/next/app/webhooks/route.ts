import { createReceiver } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  // A function, because `next build` loads this file without the secret.
  secret: () => process.env.WEBHOOK_SECRET,
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})

export const POST = receiver.fetch
