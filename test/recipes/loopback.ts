import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished, vi } from 'vitest'

const realFetch = fetch

/** Serves on a free port of loopback until the test ends, and returns the address. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Until the test ends, `fetch` asks a server on loopback in place of this host, and refuses all others. */
export function standInFor(host: string, address: string): void {
  vi.stubGlobal('fetch', (input: string | URL, init?: RequestInit) => {
    const url = new URL(input)
    if (url.origin !== host) throw new Error(`No request may leave this machine: ${url}`)
    return realFetch(`${address}${url.pathname}${url.search}`, init)
  })
  onTestFinished(() => void vi.unstubAllGlobals())
}
