import { copyOptions } from '../../issue/copy-options.js'
import { kindOf } from '../../issue/issue.js'
import { longestTimerMs } from '../../runtime/timer.js'

/**
 * How a test endpoint answers: with a status, with more than that, or with a connection that is reset before
 * there is an answer.
 */
export type TestAnswer = number | TestAnswerOptions | 'reset'

/** An answer of a test endpoint. */
export interface TestAnswerOptions {
  /** The HTTP status. Default: 204. */
  readonly status?: number | undefined
  /** The HTTP headers, such as `{ 'retry-after': '1' }`. Default: none. */
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** The body. Default: none. */
  readonly body?: string | undefined
  /** Milliseconds until the answer. Default: 0. */
  readonly delayMs?: number | undefined
}

/** An answer with all its parts. */
export type CompleteAnswer =
  | 'reset'
  | { readonly [Name in keyof TestAnswerOptions]-?: NonNullable<TestAnswerOptions[Name]> }

/** @throws {TypeError} if the answer is wrong. `at` is what the message calls it. */
export function completeAnswer(answer: TestAnswer, at: string): CompleteAnswer {
  if (answer === 'reset') return answer
  const {
    status = 204,
    headers = {},
    body = '',
    delayMs = 0,
  } = typeof answer === 'number' ? { status: answer } : copyOptions(answer, names, at)
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new TypeError(
      `${at}: expected a status from 200 to 599, an object with ${Object.keys(names).join(', ')}, or 'reset'`,
    )
  }
  if (typeof body !== 'string') throw new TypeError(`${at}.body: expected a string, got ${kindOf(body)}`)
  if (!(delayMs >= 0 && delayMs <= longestTimerMs)) {
    throw new TypeError(`${at}.delayMs: expected milliseconds from 0 to ${longestTimerMs}`)
  }
  return { status, headers: { ...headers }, body, delayMs }
}

const names = { status: true, headers: true, body: true, delayMs: true } as const
