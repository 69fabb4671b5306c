import { judgePayload } from './payload-verdict.js'
import { judgeSignature } from './signature-verdict.js'

/** What the worker can be asked. It runs apart from the page, so that a large body never blocks typing. */
const answers = { judgePayload, judgeSignature }

export type Answers = typeof answers

/** A question to the worker. The answer has the same id. */
export interface Question {
  readonly id: number
  readonly ask: keyof Answers
  readonly args: readonly unknown[]
}

addEventListener('message', ({ data: { id, ask, args } }: MessageEvent<Question>) => {
  const answer = (answers[ask] as (...args: readonly unknown[]) => unknown)(...args)
  postMessage({ id, answer })
})
