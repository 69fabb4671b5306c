import type { ErrorHandler } from 'hono'
import type { Logger } from 'pino'
import { isDatabaseAway } from './database/is-away.js'
import { databaseAway } from './health-routes.js'
import { problem, problemOf } from './problem.js'

/** Answers requests that threw, and logs those that the hub is to blame for. */
export function answerError(logger: Logger | undefined): ErrorHandler {
  return (error, context) => {
    const answer = problemOf(context, error)
    if (answer) return answer
    const about = { err: error, method: context.req.method, path: context.req.path }
    if (isDatabaseAway(error)) {
      logger?.warn(about, 'database away')
      return databaseAway(context)
    }
    logger?.error(about, 'request failed')
    return problem(context, 500, { detail: 'Something went wrong in the hub. See its log for details' })
  }
}
