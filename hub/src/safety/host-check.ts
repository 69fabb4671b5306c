import type { MiddlewareHandler } from 'hono'
import { problem } from '../problem.js'
import { isLoopback, mistakeInHostName } from './loopback.js'

/**
 * Refuses requests whose `Host` header names another host. Otherwise a web page could point its own domain at
 * the hub and read it as its own origin (DNS rebinding).
 *
 * @param names host names without ports, allowed in addition to those of loopback. Without them, every host
 * is allowed.
 * @throws {TypeError} that names the first one that no request could be for, such as one with a port.
 */
export function hostCheck(names?: readonly string[]): MiddlewareHandler {
  for (const [index, name] of (names ?? []).entries()) {
    const mistake = mistakeInHostName(name)
    if (mistake !== undefined) throw new TypeError(`hosts[${index}]: ${mistake}`)
  }
  const allowed = names && new Set(names.map((name) => name.toLowerCase()))
  const isAllowed = (host: string) =>
    !allowed || allowed.has(host) || isLoopback(host.replace(/^\[(.+)\]$/, '$1'))
  return async (context, next) => {
    const host = context.req.header('host')?.toLowerCase().replace(/:\d+$/, '') ?? ''
    // The server lets hosts through that no URL can have, such as 256.1.1.1. Reading such a request throws.
    if (!isAllowed(host) || !URL.canParse(context.req.url)) {
      return problem(context, 421, { detail: 'This hub does not serve the host that the Host header names' })
    }
    return next()
  }
}
