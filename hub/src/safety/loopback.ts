/** This machine, as hosts of URLs name it and as addresses. */
export const loopbackAddresses = ['localhost', '127.0.0.0/8', '::1'] as const

/** Whether who listens there can be reached from this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** @throws {TypeError} if the address is not loopback's and there is no token. */
export function checkAddress(host: string, token: string | undefined): void {
  if (isLoopback(host) || token) return
  throw new TypeError(
    `host: ${host} can be reached from elsewhere, so a token is needed; or listen on 127.0.0.1`,
  )
}
