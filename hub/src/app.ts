import { Hono } from 'hono'
import { createApi } from './api/index.js'
import type { Hub } from './hub.js'
import { createPages } from './pages/index.js'

/** What is served: the API under `/api`, and the pages. */
export function createApp(hub: Hub): Hono {
  const app = new Hono()
  app.route('/api', createApi(hub))
  app.route('/', createPages(hub))
  return app
}
