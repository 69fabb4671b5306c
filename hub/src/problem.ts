import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { isDiskFull } from './database/error-kinds.js'
import {
  ChangedMeanwhileError,
  DuplicateUrlError,
  IdempotencyConflictError,
  type InputIssue,
  InvalidInputError,
  NotFoundError,
} from './errors.js'

/** The body of an error response: problem details (RFC 9457). */
export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: ContentfulStatusCode
  /** For people. */
  readonly detail?: string | undefined
  /** For programs: what is in conflict. */
  readonly code?: 'idempotency_conflict' | 'duplicate_url' | 'changed_meanwhile' | undefined
  /** Every problem with the input, field by field. */
  readonly issues?: readonly InputIssue[] | undefined
}

const diskIsFull =
  'The disk of the database is full, so nothing was changed. What was accepted before is safe. Free some space and try again'

const mediaType = 'application/problem+json'

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
}

export function problem(
  context: Context,
  status: ContentfulStatusCode,
  more: Partial<Pick<Problem, 'detail' | 'code' | 'issues'>> = {},
): Response {
  const body: Problem = {
    type: 'about:blank',
    title: titles[status] ?? 'Error',
    status,
    ...more,
  }
  return context.body(JSON.stringify(body), status, { 'Content-Type': mediaType })
}

/** Says that the hub cannot answer now, and when to try again. */
export function unavailable(context: Context, detail: string, retryAfterSeconds: number): Response {
  context.header('Retry-After', `${retryAfterSeconds}`)
  return problem(context, 503, { detail: `${detail}. Try again in ${retryAfterSeconds} seconds` })
}

/** Reads the problem from a response. Returns undefined if the response is not a problem. */
export async function problemIn(response: Response): Promise<Problem | undefined> {
  return response.headers.get('content-type') === mediaType ? ((await response.json()) as Problem) : undefined
}

/** Whether a browser asks for a page, and should get HTML instead of a JSON problem. */
export function isForPeople({ req }: Context): boolean {
  return !req.path.startsWith('/api/') && (req.header('accept')?.includes('text/html') ?? false)
}

/**
 * Turns an error that the caller caused, or that an operator must fix, into a response. Returns
 * undefined for a fault of the hub itself.
 */
export function problemOf(context: Context, error: unknown): Response | undefined {
  if (error instanceof InvalidInputError) {
    const { message, issues } = error
    const status = ['GET', 'HEAD'].includes(context.req.method) ? 400 : 422
    return problem(context, status, { detail: message, issues: issues.slice(0, 1000) })
  }
  if (error instanceof NotFoundError) return problem(context, 404, { detail: error.message })
  if (error instanceof IdempotencyConflictError || error instanceof DuplicateUrlError) {
    return problem(context, 409, { detail: error.message, code: error.code })
  }
  if (error instanceof ChangedMeanwhileError) {
    return problem(context, 412, { detail: error.message, code: error.code })
  }
  if (error instanceof HTTPException) {
    return problem(context, error.status as ContentfulStatusCode, { detail: detailOf(error) })
  }
  if (isDiskFull(error)) return problem(context, 507, { detail: diskIsFull })
  return undefined
}

// A JSON parser's message quotes the body, which must not be echoed.
function detailOf({ status, message }: HTTPException): string | undefined {
  return status === 400 ? 'The request body is not valid JSON' : message || undefined
}
