import { signMessage } from 'prompt-webhooks/standard-webhooks'

/** Where alerts go, and what signs them. */
export interface AlertEndpoint {
  readonly url: string
  readonly secret: string
}

/**
 * Reads the options about alerts. Returns undefined if neither is set.
 *
 * @throws {TypeError} if one is missing or invalid.
 */
export function alertEndpoint(
  url: string | undefined,
  secret: string | undefined,
): AlertEndpoint | undefined {
  if (url === undefined && secret === undefined) return undefined
  if (url === undefined || secret === undefined) {
    throw new TypeError(
      'alertUrl, alertSecret: expected both or neither. Without a secret, receivers could not trust alerts',
    )
  }
  const { protocol, username, password } = URL.canParse(url) ? new URL(url) : { protocol: '' }
  if ((protocol !== 'https:' && protocol !== 'http:') || username || password) {
    throw new TypeError('alertUrl: expected an http: or https: URL without credentials')
  }
  try {
    signMessage({ id: 'check', timestamp: 0, body: '', secret })
  } catch (error) {
    throw new TypeError(`alertSecret: ${(error as Error).message.replace(/^secret: /, '')}`)
  }
  return { url, secret }
}
