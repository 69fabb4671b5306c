import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.js'
import { isLoopback } from './loopback.js'

/**
 * Refuses requests whose `Host` header names another host. Otherwise a web page could point its own domain at
 * the hub and read it as its own origin (DNS rebinding).
 *
 * @param names host names without ports, allowed in addition to those of loopback.
 */
export function hostCheck(names: readonly string[]): MiddlewareHandler {
  const allowed = new Set(names.map((name) => name.toLowerCase()))
  return async (context, next) => {
    const host = context.req.header('host')?.toLowerCase().replace(/:\d+$/, '') ?? ''
    if (!allowed.has(host) && !isLoopback(host.replace(/^\[(.+)\]$/, '$1'))) {
      return problem(context, 421, { detail: 'This hub does not serve the host that the Host header names' })
    }
    return next()
  }
}
