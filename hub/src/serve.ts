import { setMaxListeners } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve as serveNode } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Bindings } from './api/live-stream.js'
import { type AppOptions, appOptionNames, createApp } from './app.js'
import { refuseUnknownOptions } from './check-options.js'
import type { Hub } from './hub.js'
import { createMonitor, type MonitorOptions } from './monitor.js'
import { refusalBeforeBody } from './refused-body.js'
import { checkAddress, isLoopback } from './safety/loopback.js'

/** Options of {@link serve}. */
export interface ServeOptions extends AppOptions {
  /** The port to listen on; 0 picks a free one. */
  readonly port: number
  /** The address to listen on. Any address but loopback requires a token. Default: `127.0.0.1`. */
  readonly host?: string | undefined
}

/** A hub's HTTP server. */
export interface HubServer {
  /** The base URL of the pages, with the actual port and a slash at the end. */
  readonly url: string
  /**
   * Stops accepting requests, ends live pages, and lets running requests finish for up to 10 seconds. Does
   * not close the hub.
   */
  close(): Promise<void>
}

interface Limits {
  /** Milliseconds for a request's headers, and for all of it. They cut off clients that trickle bytes. */
  readonly headersTimeout: number
  readonly requestTimeout: number
  /** Milliseconds without a byte in either direction: cuts off clients that stop reading an answer. */
  readonly stallTimeout: number
  /** Connections at a time. Further ones are dropped, since each may hold a request and an answer. */
  readonly maxConnections: number
  /** Milliseconds for running requests to finish once the server stops. */
  readonly grace: number
}

const defaultLimits: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  stallTimeout: 120_000,
  maxConnections: 1000,
  grace: 10_000,
}

/**
 * Serves a hub's API and pages over HTTP.
 *
 * @example
 * ```ts
 * const server = await serve(hub, { port: 8484, token: process.env.PROMPT_WEBHOOKS_TOKEN })
 * process.once('SIGTERM', async () => {
 *   await server.close()
 *   await hub.close()
 * })
 * ```
 *
 * @throws {TypeError} if the address is not loopback and no token is given, if the token cannot be sent in a
 * header, or if an option is unknown.
 * @throws {Error} if the port is taken.
 */
export async function serve(
  hub: Hub,
  options: ServeOptions,
  limits: Partial<Limits> = {},
): Promise<HubServer> {
  refuseUnknownOptions(options, { port: true, host: true, ...appOptionNames }, 'serve')
  const { port, host = '127.0.0.1', ...forApp } = options
  const { token, hosts } = forApp
  checkAddress(host, token)
  const app = createApp(hub, { ...forApp, hosts: hosts ?? hostsOn(host) })
  return listen(app, port, host, limits)
}

/**
 * Serves `/healthz`, `/readyz` and `/metrics` of a hub, for a process that only delivers.
 *
 * @throws {TypeError} if the address is not loopback and no token is given.
 * @throws {Error} if the port is taken.
 */
export async function serveMonitor(
  hub: Hub,
  {
    port,
    host = '127.0.0.1',
    hosts = hostsOn(host),
    ...options
  }: MonitorOptions & Pick<ServeOptions, 'port' | 'host'>,
): Promise<HubServer> {
  checkAddress(host, options.token)
  return listen(createMonitor(hub, { hosts, ...options }), port, host)
}

/** On loopback the Host check prevents DNS rebinding. Elsewhere the token protects the hub. */
function hostsOn(host: string): [] | undefined {
  return isLoopback(host) ? [] : undefined
}

async function listen(
  app: Hono,
  port: number,
  host: string,
  limits: Partial<Limits> = {},
): Promise<HubServer> {
  const { stallTimeout, maxConnections, grace, ...timeouts } = { ...defaultLimits, ...limits }
  const stopping = new AbortController()
  // One listener for each live page.
  setMaxListeners(0, stopping.signal)
  let running = 0
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = serveNode(
      {
        async fetch(request, bindings) {
          running++
          bindings.outgoing.once('close', () => {
            running--
            closeIfIdle()
          })
          const ours: Pick<Bindings, 'stopping'> = { stopping: stopping.signal }
          const response = await app.fetch(request, { ...bindings, ...ours })
          const isRead = bindings.incoming.complete
          // What is left of a body stands before the next request of its connection.
          if (!isRead || stopping.signal.aborted) bindings.outgoing.setHeader('Connection', 'close')
          return isRead || response.status < 400 ? response : refusalBeforeBody(response, bindings.incoming)
        },
        port,
        hostname: host,
        serverOptions: { ...timeouts, connectionsCheckingInterval: 500 },
      },
      () => resolve(listening),
    ) as Server
    listening.maxConnections = maxConnections
    listening.setTimeout(stallTimeout)
    listening.on('error', reject)
  })
  // Node waits for connections that have not sent a request yet, such as those that browsers open in advance.
  function closeIfIdle(): void {
    if (stopping.signal.aborted && running === 0) server.closeAllConnections()
  }
  const { address, port: actualPort } = server.address() as AddressInfo
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${actualPort}/`,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), grace)
        server.close(() => {
          clearTimeout(timer)
          resolve()
        })
        stopping.abort()
        closeIfIdle()
      }),
  }
}
