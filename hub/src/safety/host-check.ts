import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.js'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses requests whose `Host` header names another host. Otherwise a web page could point its own domain at
 * the hub and read it as its own origin (DNS rebinding).
 *
 * @param names host names without ports, allowed in addition to those of loopback.
 */
export function hostCheck(names: readonly string[]): MiddlewareHandler {
  const allowed = new Set([...loopbackNames, ...names.map((name) => name.toLowerCase())])
  return async (context, next) => {
    const host = context.req.header('host')?.toLowerCase().replace(/:\d+$/, '')
    if (host === undefined || !allowed.has(host)) {
      return problem(context, 421, { detail: 'This hub does not serve the host that the Host header names' })
    }
    return next()
  }
}
