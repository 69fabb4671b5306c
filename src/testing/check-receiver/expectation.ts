import { isRefusal, isSuccess, type Outcome, outcomeText } from './outcome.js'

/** Why a check failed. All texts are for people. */
export interface CheckProblem {
  /** What was sent. */
  readonly sent: string
  /** What came back: the status and the start of the body, or why there was no answer. */
  readonly received: string
  /** What should have come back. */
  readonly expected: string
  /** What to do next. */
  readonly advice: string
}

/** What a check expects of an answer. */
export interface Expectation {
  readonly words: string
  fits(outcome: Outcome): boolean
}

export const accepted: Expectation = { words: '2xx', fits: isSuccess }
export const refused: Expectation = { words: '4xx', fits: isRefusal }
export const refusedAsUnauthorized: Expectation = {
  words: '401 or 403',
  fits: (outcome) => outcome.kind === 'answered' && [401, 403].includes(outcome.status),
}
export const answered: Expectation = {
  words: 'an answer below 500',
  fits: (outcome) => outcome.kind === 'answered' && outcome.status < 500,
}

/** Returns what is wrong with an outcome, if anything. `advice` is what to do about an answer below 500. */
export function problemOf(
  sent: string,
  outcome: Outcome,
  expectation: Expectation,
  advice: string,
): CheckProblem | undefined {
  if (expectation.fits(outcome)) return undefined
  return {
    sent,
    received: outcomeText(outcome),
    expected: expectation.words,
    advice: generalAdvice(outcome) ?? advice,
  }
}

/** What to do about an outcome that says nothing about the behaviour that was checked. */
export function generalAdvice(outcome: Outcome): string | undefined {
  if (outcome.kind === 'late')
    return 'Answer first and work afterwards, or find out what the receiver waits for.'
  if (outcome.kind !== 'answered') {
    return 'Look for a crash in the log of the receiver, or of what stands in front of it. Answer each request.'
  }
  if (outcome.status >= 500) {
    return 'Look for an exception in the log of the receiver. To a sender, 5xx means: try again later.'
  }
  if (outcome.status === 429) return 'Raise the limit of requests for this test.'
  if (outcome.status >= 300 && outcome.status < 400) {
    return 'Senders follow no redirect: answer the request itself.'
  }
  return undefined
}
