import { Hono } from 'hono'
import type { Hub } from '../hub.js'
import { deliveryPages } from './deliveries/index.js'
import { eventTypePages } from './event-types/index.js'
import { eventPages } from './events/index.js'
import { listenerPages } from './listeners/index.js'
import { overviewPages } from './overview/index.js'
import { sendPages } from './send/index.js'
import { webhookPages } from './webhooks/index.js'
import { replayPages } from './webhooks/replay.js'

export interface PagesOptions {
  /** Whether people sign in, so that pages show a Sign out button. */
  readonly canSignOut?: boolean
}

/** Builds the pages, rendered on the server. Errors are left to the app that mounts them. */
export function createPages(hub: Hub, { canSignOut = false }: PagesOptions = {}): Hono {
  const app = new Hono()
  app.use(async (context, next) => {
    context.set('canSignOut', canSignOut)
    await next()
    // Pages show protected, changing data.
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store')
  })
  app.route('/', overviewPages(hub))
  app.route('/', replayPages(hub))
  app.route('/', webhookPages(hub))
  app.route('/', listenerPages(hub))
  app.route('/', sendPages(hub))
  app.route('/', deliveryPages(hub))
  app.route('/', eventPages(hub))
  app.route('/', eventTypePages())
  return app
}
