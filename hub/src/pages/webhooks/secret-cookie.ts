import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Webhook, WebhookWithSecret } from '../../webhook.js'

const name = 'prompt_webhooks_secret'

/**
 * Hands a new secret to the page that shows it. The browser carries it there, to that one address, since the next request may
 * come to another process; nothing here remembers it.
 */
export function handSecretOver(context: Context, { id, secret }: WebhookWithSecret): void {
  setCookie(context, name, secret, options(id))
}

/** The secret that was handed over, once; undefined from then on. */
export function takeSecretOver(context: Context, { id }: Webhook): string | undefined {
  const secret = getCookie(context, name)
  if (secret !== undefined) deleteCookie(context, name, options(id))
  return secret
}

// Without an age it lives in the browser's memory, and is not written to its disk.
function options(id: string) {
  return { path: `/settings/webhooks/${id}/secret`, httpOnly: true, sameSite: 'Strict' } as const
}
