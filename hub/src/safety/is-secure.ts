import type { Context } from 'hono'

/** Whether the browser's connection is encrypted, by the hub itself or by a proxy in front of it. */
export function isSecure(context: Context): boolean {
  // With several proxies, the first value is that of the browser's connection.
  const [forwarded = ''] = (context.req.header('x-forwarded-proto') ?? '').split(',')
  return new URL(context.req.url).protocol === 'https:' || forwarded.trim().toLowerCase() === 'https'
}
