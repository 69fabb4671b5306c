import { checkEndpointUrl } from 'prompt-webhooks/emitter'

const example = 'https://example.com/webhooks'

/** Why a webhook may not have this URL, and what to do about it. `undefined` if it may. */
export function urlRefusal(url: string, allow: readonly string[]): string | undefined {
  if (url === '') return `expected a URL, such as ${example}`
  const refusal = checkEndpointUrl(url, { allow })
  // A request writes a NUL as `%00`, but Postgres cannot store one.
  if (refusal === undefined) return url.includes('\0') ? 'expected a URL without NUL characters' : undefined
  if (!URL.canParse(url)) return `${refusal}: expected one that starts with https://, such as ${example}`
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  if (!isOnlyNotAllowed(url, host)) return refusal
  const [why = refusal] = refusal.split(';')
  return `${why}. If it is yours, start every process of the hub with --allow ${host}`
}

function isOnlyNotAllowed(url: string, host: string): boolean {
  try {
    return checkEndpointUrl(url, { allow: [host] }) === undefined
  } catch {
    // Not a host that could be allowed.
    return false
  }
}
