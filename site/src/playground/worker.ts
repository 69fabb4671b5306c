import { judgePayload } from './payload-verdict.js'
import { judgeSignature } from './signature-verdict.js'

/** What the worker can be asked. It runs apart from the page, so that a large body never blocks typing. */
const answers = { judgePayload, judgeSignature }

export type Answers = typeof answers

/** The answer to the question with this id, or why there is none. */
export type Reply = { readonly id: number } & ({ readonly answer: unknown } | { readonly error: string })

/** A question to the worker. The reply has the same id. */
export interface Question {
  readonly id: number
  readonly ask: keyof Answers
  readonly args: readonly unknown[]
}

addEventListener('message', ({ data: { id, ask, args } }: MessageEvent<Question>) => {
  postMessage(replyTo({ id, ask, args }))
})

function replyTo({ id, ask, args }: Question): Reply {
  try {
    return { id, answer: (answers[ask] as (...args: readonly unknown[]) => unknown)(...args) }
  } catch (error) {
    return { id, error: String(error) }
  }
}
