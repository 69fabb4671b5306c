import type { ErrorHandler } from 'hono'
import type { Logger } from 'pino'
import { isDatabaseAway } from './database/is-away.js'
import { databaseAway } from './health-routes.js'
import { logFault } from './log-fault.js'
import { problem, problemOf } from './problem.js'

/** Answers requests that threw, and logs those that the hub is to blame for. */
export function answerError(logger: Logger | undefined): ErrorHandler {
  return (error, context) => {
    const answer = problemOf(context, error)
    if (answer) return answer
    logFault(logger, context, error)
    if (isDatabaseAway(error)) return databaseAway(context)
    return problem(context, 500, { detail: 'Something went wrong in the hub. See its log for details' })
  }
}
