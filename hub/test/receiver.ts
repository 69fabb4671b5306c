import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebhookEvent, webhookEventTypes } from 'prompt-webhooks'
import { createReceiver, type ReceiverOptions, toNodeHandler } from 'prompt-webhooks/receiver'

export interface TestReceiver {
  readonly url: string
  /** The events that it has verified and handled. */
  readonly received: readonly WebhookEvent[]
  /** Sets the secret that it verifies events with. */
  trust(secret: string): void
  /** The response to send instead of handling requests. `null` handles them. */
  answerInstead: {
    readonly status: number
    readonly headers: Record<string, string>
    readonly body: string
  } | null
  stop(): Promise<void>
}

/** A receiver on loopback, built with `prompt-webhooks/receiver`, that requires both signatures. */
export async function startReceiver(): Promise<TestReceiver> {
  const received: WebhookEvent[] = []
  let handle: RequestListener = (_, response) => {
    response.writeHead(503).end()
  }
  const server = createServer((request, response) => {
    const { answerInstead } = receiver
    if (!answerInstead) return handle(request, response)
    request.resume()
    response.writeHead(answerInstead.status, answerInstead.headers).end(answerInstead.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receiver: TestReceiver = {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answerInstead: null,
    trust(secret) {
      const take = (event: WebhookEvent) => {
        received.push(event)
      }
      const on = Object.fromEntries(webhookEventTypes.map((type) => [type, take])) as ReceiverOptions['on']
      handle = toNodeHandler(createReceiver({ secret, scheme: 'both', on }))
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return receiver
}
