import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

const closers: (() => unknown)[] = []
afterAll(() => Promise.all(closers.map((close) => close())))

/** Registers what must end with the test file. */
export function atEnd(close: () => unknown): void {
  closers.push(close)
}

/** Starts a server on a free port of a loopback address, and returns its URL without a path. */
export async function serve(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server = createServer(listener).listen(0, host)
  atEnd(() => server.close().closeAllConnections())
  await once(server, 'listening')
  return `http://${host.includes(':') ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`
}

/** Lets sockets deliver what has been sent, without a timer. */
export async function untilNothingHappens(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}
