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
  /** The `webhook-id`s received, each as often as it came. */
  ids(): string[]
  /** Resolves when so many requests have come. */
  count(least: number): Promise<void>
  stop(): Promise<void>
}

type Answer = (request: ReceivedRequest, response: ServerResponse, index: number) => void

/** An endpoint on loopback that keeps what it receives. It answers 204 unless told. */
export async function startEndpoint(
  answer: Answer = (_, response) => response.writeHead(204).end(),
): Promise<TestEndpoint> {
  const received: ReceivedRequest[] = []
  const waiting: { least: number; resolve: () => void }[] = []
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
      for (const { least, resolve } of waiting) if (received.length >= least) resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    ids: () => received.map(({ headers }) => String(headers['webhook-id'])),
    count: (least) =>
      received.length >= least
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting.push({ least, resolve })
          }),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
