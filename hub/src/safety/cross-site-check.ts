import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.js'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses requests that a page of another site makes a browser send (CSRF). Browsers state where a request
 * comes from; a request without `Sec-Fetch-Site` and `Origin` does not come from a browser.
 */
export const crossSiteCheck: MiddlewareHandler = async (context, next) => {
  if (safeMethods.has(context.req.method)) return next()
  const site = context.req.header('sec-fetch-site')
  const origin = context.req.header('origin')
  const fromElsewhere =
    site === undefined
      ? origin !== undefined && !isOf(origin, context.req.header('host'))
      : site !== 'same-origin' && site !== 'none'
  return fromElsewhere
    ? problem(context, 403, { detail: 'Requests from pages of other sites are not allowed' })
    : next()
}

function isOf(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
