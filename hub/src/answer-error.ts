import type { Context, ErrorHandler } from 'hono'
import type { Logger } from 'pino'
import { isDatabaseAway } from './database/error-kinds.js'
import { databaseAway } from './health-routes.js'
import { problem, problemOf } from './problem.js'

/** Answers requests that threw, and logs faults of the hub. */
export function answerError(logger: Logger | undefined): ErrorHandler {
  return (error, context) => {
    const answer = problemOf(context, error)
    if (answer) return answer
    logFault(logger, context, error)
    if (isDatabaseAway(error)) return databaseAway(context)
    return problem(context, 500, { detail: 'Something went wrong in the hub. See its log for details' })
  }
}

/** Logs why the hub could not answer a request, or could not go on answering it. */
export function logFault(logger: Logger | undefined, context: Context, error: unknown): void {
  const about = { err: error, method: context.req.method, path: context.req.path }
  if (isDatabaseAway(error)) logger?.warn(about, 'database away')
  else logger?.error(about, 'request failed')
}
