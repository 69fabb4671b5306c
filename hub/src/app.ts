import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Logger } from 'pino'
import { answerError } from './answer-error.js'
import { createApi } from './api/index.js'
import { refuseUnknownOptions } from './check-options.js'
import { healthRoutes, metricsRoutes } from './health-routes.js'
import type { Hub } from './hub.js'
import { errorPages } from './pages/error-page.js'
import { createPages } from './pages/index.js'
import { signInPages } from './pages/sign-in.js'
import { staticFiles } from './pages/static-files.js'
import { problem } from './problem.js'
import { crossSiteCheck } from './safety/cross-site-check.js'
import { safeHeaders } from './safety/headers.js'
import { hostCheck } from './safety/host-check.js'
import { tokenCheck } from './safety/token-check.js'

const maxBodyBytes = 2 ** 20

/** Options of {@link createApp}: who may use the hub, and under which host names. */
export interface AppOptions {
  /**
   * The token that every request must carry: programs send it as `Authorization: Bearer …`, people sign in
   * with it. At least 16 visible ASCII characters, no spaces. Default: none, so anyone who can reach the hub
   * may use it.
   */
  readonly token?: string | undefined
  /**
   * Host names that requests may be for, without ports. Loopback names are always allowed; any other `Host`
   * header is answered with 421. Default: every host is allowed that a URL can have.
   */
  readonly hosts?: readonly string[] | undefined
  /**
   * Receives one error line for each request that fails because of a fault in the hub, also if it fails while
   * it streams. Default: no logging.
   */
  readonly logger?: Logger | undefined
}

export const appOptionNames = { token: true, hosts: true, logger: true } as const

function tooLarge(context: Context): Response {
  return problem(context, 413, { detail: `The request body is larger than ${maxBodyBytes} bytes` })
}

// Without this check, reading a body that is not a form would throw and be answered with 500.
const formCheck: MiddlewareHandler = async (context, next) => {
  const { method, path } = context.req
  const type = context.req.header('content-type') ?? ''
  if (method !== 'POST' || path.startsWith('/api/') || /^application\/x-www-form-urlencoded\b/i.test(type))
    return next()
  return problem(context, 415, {
    detail: 'Expected a form with Content-Type application/x-www-form-urlencoded',
  })
}

/**
 * Builds the hub's HTTP interface as a Hono app: the API under `/api`, the pages, and `/healthz`, `/readyz`
 * and `/metrics` for monitoring. Use it to mount the hub in your own server; {@link serve} listens for you.
 *
 * @example
 * ```ts
 * const hub = await createHub({ databaseUrl: process.env.DATABASE_URL })
 * const app = createApp(hub, { token: process.env.PROMPT_WEBHOOKS_TOKEN })
 * const response = await app.request('/healthz')
 * ```
 *
 * @throws {TypeError} if the token is too short or cannot be sent in a header, or an option is unknown.
 */
export function createApp(hub: Hub, options: AppOptions = {}): Hono {
  refuseUnknownOptions(options, appOptionNames, 'createApp')
  const { token, hosts, logger } = options
  const app = new Hono()
  app.onError(answerError(logger))
  app.notFound((context) => problem(context, 404, { detail: 'No page exists at this address' }))
  app.use(safeHeaders)
  app.use(errorPages)
  // Before the host and token checks.
  app.route('/', healthRoutes(hub))

  // Security invariant: check the host first, then the site, the size and the token.
  app.use(hostCheck(hosts))
  app.use(crossSiteCheck)
  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: tooLarge }))
  app.use(formCheck)
  app.route('/', staticFiles())
  if (token !== undefined) {
    const check = tokenCheck(token, hub.sessions)
    app.route('/', signInPages(check))
    // The document describes the API, and tells nothing of what this hub holds.
    app.use((context, next) =>
      context.req.path === '/api/openapi.json' ? next() : check.middleware(context, next),
    )
  }
  app.route('/', metricsRoutes(hub))
  app.route('/api', createApi(hub, logger))
  app.route('/', createPages(hub, { canSignOut: token !== undefined }))
  return app
}
