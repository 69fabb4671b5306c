import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isSecure } from '../../safety/is-secure.js'
import type { Webhook, WebhookWithSecret } from '../../webhook.js'

const name = 'prompt_webhooks_secret'

/**
 * Hands a new secret to the page that shows it, in a cookie that is sent only to that page. The hub does not
 * keep it: the next request may reach another process.
 */
export function handSecretOver(context: Context, { id, secret }: WebhookWithSecret): void {
  setCookie(context, name, secret, options(context, id))
}

/** Returns the secret that was handed over and deletes the cookie. Returns undefined from then on. */
export function takeSecretOver(context: Context, { id }: Webhook): string | undefined {
  const secret = getCookie(context, name)
  if (secret !== undefined) deleteCookie(context, name, options(context, id))
  return secret
}

// A session cookie, so that the browser does not write it to disk.
function options(context: Context, id: string) {
  return {
    path: `/settings/webhooks/${id}/secret`,
    httpOnly: true,
    sameSite: 'Strict',
    secure: isSecure(context),
  } as const
}
