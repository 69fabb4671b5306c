import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface TestEndpoint {
  readonly url: string
  readonly received: readonly ReceivedRequest[]
  /** The `webhook-id` of every request received, with repetitions. */
  ids(): string[]
  /** Resolves when at least `min` requests have been received. */
  count(min: number): Promise<void>
  stop(): Promise<void>
}

type Answer = (request: ReceivedRequest, response: ServerResponse, index: number) => void

/** An endpoint on loopback that records the requests it receives. By default it answers 204. */
export async function startEndpoint(
  answer: Answer = (_, response) => response.writeHead(204).end(),
): Promise<TestEndpoint> {
  const received: ReceivedRequest[] = []
  const waiting: { min: number; resolve: () => void }[] = []
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const each = {
        path: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      }
      received.push(each)
      answer(each, response, received.length - 1)
      for (const { min, resolve } of waiting) if (received.length >= min) resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    ids: () => received.map(({ headers }) => String(headers['webhook-id'])),
    count: (min) =>
      received.length >= min
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ min, resolve })
          }),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
