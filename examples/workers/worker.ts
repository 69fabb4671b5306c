import { env } from 'cloudflare:workers'
import { createReceiver } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  secret: () => env.WEBHOOK_SECRET,
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})

export default {
  fetch(request: Request): Response | Promise<Response> {
    return new URL(request.url).pathname === '/webhooks'
      ? receiver.fetch(request)
      : new Response(null, { status: 404 })
  },
}
