import type { Context } from 'hono'
import type { Logger } from 'pino'
import { isDatabaseAway } from './database/is-away.js'

/** Logs why the hub could not answer a request, or could not go on answering it. */
export function logFault(logger: Logger | undefined, context: Context, error: unknown): void {
  const about = { err: error, method: context.req.method, path: context.req.path }
  if (isDatabaseAway(error)) logger?.warn(about, 'database away')
  else logger?.error(about, 'request failed')
}
