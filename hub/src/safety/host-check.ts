import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.js'

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/**
 * Refuses requests for other hosts: a web page could have its own name lead here, and would then be of the same origin (DNS rebinding).
 *
 * @param names without ports, besides those of loopback.
 */
export function hostCheck(names: readonly string[]): MiddlewareHandler {
  const allowed = new Set([...loopbackNames, ...names.map((name) => name.toLowerCase())])
  return async (context, next) => {
    const host = context.req.header('host')?.toLowerCase().replace(/:\d+$/, '')
    if (host === undefined || !allowed.has(host)) {
      return problem(context, 421, { detail: 'The Host header names no host of this hub' })
    }
    return next()
  }
}
