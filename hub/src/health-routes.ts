import { type Context, Hono } from 'hono'
import type { Hub } from './hub.js'
import { unavailable } from './problem.js'

// Seconds after which a database that was restarted usually answers again.
const retryAfterSeconds = 5

/**
 * `/healthz` and `/readyz`. Open to everyone: load balancers probe by IP address, and the answers reveal
 * nothing.
 */
export function healthRoutes(hub: Hub): Hono {
  const app = new Hono()
  app.get('/healthz', (context) => context.text('ok'))
  app.get('/readyz', async (context) => ((await hub.ready()) ? context.text('ok') : databaseAway(context)))
  return app
}

/** `/metrics`, in the Prometheus text format. */
export function metricsRoutes(hub: Hub): Hono {
  const app = new Hono()
  app.get('/metrics', async (context) =>
    context.text(await hub.metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4' }),
  )
  return app
}

export function databaseAway(context: Context): Response {
  return unavailable(context, 'The hub cannot reach its database', retryAfterSeconds)
}
