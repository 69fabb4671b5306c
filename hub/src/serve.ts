import type { AddressInfo } from 'node:net'
import { serve as serveNode } from '@hono/node-server'
import { type AppOptions, createApp } from './app.js'
import type { Hub } from './hub.js'
import { checkAddress, isLoopback } from './safety/loopback.js'

export interface ServeOptions extends AppOptions {
  readonly port: number
  /** The address to listen on: loopback unless told. */
  readonly host?: string | undefined
}

export interface HubServer {
  /** Where it is served. */
  readonly url: string
  /** Takes no more requests, and lets those in flight finish. */
  close(): Promise<void>
}

// A client that sends its request a byte at a time is cut off.
const defaultTimeouts = { headersTimeout: 10_000, requestTimeout: 30_000 }

/**
 * Serves a hub's API and pages.
 *
 * @throws {TypeError} if the address is not loopback's and there is no token, or if the token is none that a header can hold.
 * @throws {Error} if the port is taken.
 */
export async function serve(
  hub: Hub,
  options: ServeOptions,
  timeouts: { readonly headersTimeout: number; readonly requestTimeout: number } = defaultTimeouts,
): Promise<HubServer> {
  const { port, host = '127.0.0.1', token, hosts } = options
  checkAddress(host, token)
  // Elsewhere the token keeps others out, and whoever runs it may name its hosts.
  const app = createApp(hub, { ...options, hosts: hosts ?? (isLoopback(host) ? [] : undefined) })
  const server = await new Promise<ReturnType<typeof serveNode>>((resolve, reject) => {
    const listening = serveNode(
      {
        fetch: app.fetch,
        port,
        hostname: host,
        serverOptions: { ...timeouts, connectionsCheckingInterval: 500 },
      },
      () => resolve(listening),
    )
    listening.on('error', reject)
  })
  const { address, port: actualPort } = server.address() as AddressInfo
  const shownHost = isLoopback(host) ? '127.0.0.1' : address
  return {
    url: `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${actualPort}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Live pages hold their connections for ever.
        if ('closeAllConnections' in server) setTimeout(() => server.closeAllConnections(), 1000)
      }),
  }
}
