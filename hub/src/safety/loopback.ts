import { isIPv4, isIPv6 } from 'node:net'

/** Loopback as entries of the `allow` option: the host name and both address ranges. */
export const loopbackAddresses = ['localhost', '127.0.0.0/8', '::1'] as const

/** Whether a server that listens on this host can be reached only from this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (host.startsWith('127.') && isIPv4(host))
}

/** Says what to write instead of a name that no `Host` header has without its port. */
export function mistakeInHostName(name: string): string | undefined {
  const host = isIPv6(name) ? `[${name}]` : name.replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
  const url = URL.parse(`http://${host}`)
  // A URL may have a star in its host, but no request is for such a host.
  const example = url && !url.hostname.includes('*') ? url.hostname : 'hub.example.com'
  if (example === name.toLowerCase()) return undefined
  return `expected a host name without scheme, port, path and wildcard, such as ${example}`
}

/** @throws {TypeError} if the address is not loopback and no token is given. */
export function checkAddress(host: string, token: string | undefined): void {
  if (isLoopback(host) || token) return
  throw new TypeError(
    `host: ${host} can be reached from other machines, so a token is required. Set one, or listen on 127.0.0.1`,
  )
}
