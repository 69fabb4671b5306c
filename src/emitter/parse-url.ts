import { globals, type WebUrl } from '../runtime/globals.js'

/** Returns `undefined` if the text is not an absolute URL. */
export function parseUrl(text: string): WebUrl | undefined {
  try {
    return new globals.URL(text)
  } catch {
    return undefined
  }
}

/** `example.com.` and `example.com` name the same host. */
export function withoutTrailingDot(hostname: string): string {
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname
}
