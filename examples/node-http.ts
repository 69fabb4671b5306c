import { createServer } from 'node:http'
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'

const receiver = createReceiver({
  secret: process.env.WEBHOOK_SECRET ?? '',
  on: {
    prompt_template_label_moved: ({ details }) => console.log('moved:', details.prompt_template_label),
  },
})
const handler = toNodeHandler(receiver)

const server = createServer((request, response) => {
  if (request.url === '/webhooks') handler(request, response)
  else response.writeHead(404).end()
})
server.listen(Number(process.env.PORT), '127.0.0.1')
