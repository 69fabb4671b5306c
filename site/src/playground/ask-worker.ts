import type { Answers, Question, Reply } from './worker.js'

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const waiting = new Map<number, (reply: Reply) => void>()
/** The elements that show answers. */
const statuses = new Set<HTMLElement>()
let hasFailed = false
let lastId = 0

worker.addEventListener('message', ({ data: reply }: MessageEvent<Reply>) => {
  waiting.get(reply.id)?.(reply)
  waiting.delete(reply.id)
})

// The script of the worker was not loaded, or a message was lost.
for (const type of ['error', 'messageerror']) {
  worker.addEventListener(type, () => {
    hasFailed = true
    for (const status of statuses) showFailure(status, 'The playground could not start. Reload the page.')
  })
}

function showFailure(status: HTMLElement, message: string): void {
  status.dataset.kind = 'invalid'
  status.textContent = message
  status.ariaBusy = 'false'
}

/**
 * Asks the worker one thing again and again, and hands over the answers. While the worker is busy, only the
 * newest question waits: the answers to those before it would be out of date. `status`, the element that
 * shows the answer, is busy until then. If there is no answer, it says so.
 */
export function asker<Name extends keyof Answers>(
  ask: Name,
  status: HTMLElement,
  onAnswer: (answer: ReturnType<Answers[Name]>, ...args: Parameters<Answers[Name]>) => void,
): (...args: Parameters<Answers[Name]>) => void {
  statuses.add(status)
  let isBusy = false
  let next: Parameters<Answers[Name]> | undefined
  const send = (args: Parameters<Answers[Name]>) => {
    isBusy = true
    const question: Question = { id: ++lastId, ask, args }
    waiting.set(question.id, (reply) => {
      isBusy = false
      if (next) {
        const newest = next
        next = undefined
        send(newest)
      } else if ('error' in reply) showFailure(status, `The playground has a fault: ${reply.error}`)
      else {
        onAnswer(reply.answer as ReturnType<Answers[Name]>, ...args)
        status.ariaBusy = 'false'
      }
    })
    worker.postMessage(question)
  }
  return (...args) => {
    if (hasFailed) {
      status.ariaBusy = 'false'
      return
    }
    status.ariaBusy = 'true'
    if (isBusy) next = args
    else send(args)
  }
}
