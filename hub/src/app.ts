import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import { createApi } from './api/index.js'
import type { Hub } from './hub.js'
import { errorPages } from './pages/error-page.js'
import { createPages } from './pages/index.js'
import { signInPages } from './pages/sign-in.js'
import { staticFiles } from './pages/static-files.js'
import { problem, problemOf } from './problem.js'
import { crossSiteCheck } from './safety/cross-site-check.js'
import { safeHeaders } from './safety/headers.js'
import { hostCheck } from './safety/host-check.js'
import { tokenCheck } from './safety/token-check.js'

const mostBodyBytes = 2 ** 20

export interface AppOptions {
  /** Who has it is let in; everyone is without one. */
  readonly token?: string | undefined
  /** The hosts that requests may be for, besides loopback's; undefined: any. */
  readonly hosts?: readonly string[] | undefined
  readonly logger?: Logger | undefined
}

function tooLarge(context: Context): Response {
  return problem(context, 413, { detail: `The body has more than ${mostBodyBytes} bytes` })
}

// What is no form would be a fault of the hub where the page reads it.
const formCheck: MiddlewareHandler = async (context, next) => {
  const { method, path } = context.req
  const type = context.req.header('content-type') ?? ''
  if (method !== 'POST' || path.startsWith('/api/') || /^application\/x-www-form-urlencoded\b/i.test(type))
    return next()
  return problem(context, 415, { detail: 'Expected a form, URL-encoded' })
}

/** What is served: the API under `/api`, the pages, and what those who run it ask: `/healthz`, `/readyz`, `/metrics`. */
export function createApp(hub: Hub, { token, hosts, logger }: AppOptions = {}): Hono {
  const app = new Hono()
  app.onError((error, context) => {
    const answer = problemOf(context, error)
    if (answer) return answer
    logger?.error({ err: error, method: context.req.method, path: context.req.path }, 'a request failed')
    return problem(context, 500, { detail: 'The hub failed, and its log tells how' })
  })
  app.notFound((context) => problem(context, 404, { detail: 'There is nothing at this address' }))
  app.use(safeHeaders)
  app.use(errorPages)
  // Asked by address, from the machine or its keeper, and telling nothing.
  app.get('/healthz', (context) => context.text('ok'))
  app.get('/readyz', async (context) => ((await hub.ready()) ? context.text('ok') : problem(context, 503)))

  // The order is a security invariant: whose host, from which site, how large, by whom.
  if (hosts) app.use(hostCheck(hosts))
  app.use(crossSiteCheck)
  app.use(bodyLimit({ maxSize: mostBodyBytes, onError: tooLarge }))
  app.use(formCheck)
  app.route('/', staticFiles())
  if (token !== undefined) {
    const check = tokenCheck(token)
    app.route('/', signInPages(check))
    app.use(check.middleware)
  }
  app.get('/metrics', async (context) =>
    context.text(await hub.metrics(), 200, { 'Content-Type': 'text/plain; version=0.0.4' }),
  )
  app.route('/api', createApi(hub))
  app.route('/', createPages(hub, { canSignOut: token !== undefined }))
  return app
}
