import type { Answers, Question } from './worker.js'

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
const waiting = new Map<number, (answer: never) => void>()
let lastId = 0

worker.addEventListener(
  'message',
  ({ data: { id, answer } }: MessageEvent<{ id: number; answer: never }>) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  },
)

/**
 * Asks the worker one thing again and again, and hands over the answers. While the worker is busy, only the
 * newest question waits: the answers to those before it would be out of date. `status`, the element that
 * shows the answer, is busy until then.
 */
export function asker<Name extends keyof Answers>(
  ask: Name,
  status: HTMLElement,
  onAnswer: (answer: ReturnType<Answers[Name]>, ...args: Parameters<Answers[Name]>) => void,
): (...args: Parameters<Answers[Name]>) => void {
  let isBusy = false
  let next: Parameters<Answers[Name]> | undefined
  const send = (args: Parameters<Answers[Name]>) => {
    isBusy = true
    const question: Question = { id: ++lastId, ask, args }
    waiting.set(question.id, (answer) => {
      isBusy = false
      if (!next) {
        onAnswer(answer, ...args)
        status.ariaBusy = 'false'
        return
      }
      const newest = next
      next = undefined
      send(newest)
    })
    worker.postMessage(question)
  }
  return (...args) => {
    status.ariaBusy = 'true'
    if (isBusy) next = args
    else send(args)
  }
}
