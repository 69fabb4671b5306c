import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import type { WebhookEvent } from '../../../src/index.js'
import { createReceiver } from '../../../src/receiver/index.js'
import { secret } from '../../receiver/signed-request.js'
import { Background } from '../background.js'
import { serve } from '../server.js'

/** Starts a receiver that verifies signatures. A listener can answer instead of it. */
export async function receive(listener?: RequestListener, host?: string) {
  const events: WebhookEvent[] = []
  const bodies: string[] = []
  const { receive } = createReceiver({
    secret,
    on: {},
    onAny: (event) => events.push(event as WebhookEvent),
  })
  const url = await serve(async (request, response) => {
    const { method, headers } = request
    const body = await text(request)
    bodies.push(body)
    const { status } = await receive({ method, headers, body })
    if (listener) listener(request, response)
    else
      response
        .writeHead(status, { 'x-mine': 'a\u00e9b' })
        .end(status === 204 ? undefined : 'No.\n\u001b[31mNo!')
  }, host)
  return { url: `${url}/webhooks`, events, bodies }
}

/** Signs with the secret of the receiver. */
export const signed = { PROMPT_WEBHOOKS_SECRET: secret }

export const send = (args: readonly string[], environment: Record<string, string> = signed, input = '') =>
  new Background(['send', ...args], environment).write(input).end()
