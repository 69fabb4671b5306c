import { rowsOf } from '../database/rows.js'
import type { Queryable } from '../database/transaction.js'
import { DuplicateUrlError } from '../errors.js'

/** Until the transaction ends, no other one may check URLs: both would miss what the other one adds. */
export async function lockUrls(client: Queryable): Promise<void> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('webhook urls', 0))")
}

/** @throws {DuplicateUrlError} if a webhook with another id has this URL. */
export async function requireNewUrl(client: Queryable, id: string, url: string): Promise<void> {
  const webhooks = await rowsOf<{ id: string; url: string }>(
    client,
    'SELECT id, url FROM prompt_webhooks.webhook',
  )
  const endpoint = endpointOf(url)
  const same = webhooks.filter((webhook) => endpointOf(webhook.url) === endpoint)
  // Who keeps a URL was allowed to have it.
  if (!same.length || same.some((webhook) => webhook.id === id)) return
  throw new DuplicateUrlError(
    'url: another webhook has this URL, and would get the same events. Set allowDuplicate to use it anyway',
  )
}

/**
 * The URL as a request has it. Upper case in the host, the default port and a fragment make no difference to
 * the endpoint.
 */
function endpointOf(url: string): string {
  const endpoint = new URL(url)
  endpoint.hash = ''
  return endpoint.href
}
