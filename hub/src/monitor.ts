import { Hono } from 'hono'
import type { Logger } from 'pino'
import { answerError } from './answer-error.js'
import { healthRoutes, metricsRoutes } from './health-routes.js'
import type { Hub } from './hub.js'
import { problem } from './problem.js'
import { safeHeaders } from './safety/headers.js'
import { hostCheck } from './safety/host-check.js'
import { tokenCheck } from './safety/token-check.js'

export interface MonitorOptions {
  /** The token that requests for `/metrics` must carry. Default: none. */
  readonly token?: string | undefined
  /** Host names that requests for `/metrics` may be for, in addition to loopback. Default: all. */
  readonly hosts?: readonly string[] | undefined
  readonly logger?: Logger | undefined
}

/**
 * The part of the HTTP interface that a process without pages serves: `/healthz`, `/readyz` and `/metrics`.
 */
export function createMonitor(hub: Hub, { token, hosts, logger }: MonitorOptions = {}): Hono {
  const app = new Hono()
  app.onError(answerError(logger))
  app.notFound((context) =>
    problem(context, 404, { detail: 'This process only delivers. It serves /healthz, /readyz and /metrics' }),
  )
  app.use(safeHeaders)
  app.route('/', healthRoutes(hub))
  app.use(hostCheck(hosts))
  if (token !== undefined) app.use(tokenCheck(token, hub.sessions).middleware)
  app.route('/', metricsRoutes(hub))
  return app
}
