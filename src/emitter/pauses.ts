import { globals } from '../runtime/globals.js'
import { longestTimerMs } from '../runtime/timer.js'

/** Waits that can be ended together. Not by a signal: Node warns of many who listen to one. */
export class Pauses {
  readonly #ends = new Set<() => void>()

  /** Resolves after so many milliseconds, or when all are ended. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        globals.clearTimeout(timer)
        this.#ends.delete(end)
        resolve()
      }
      const timer = globals.setTimeout(end, Math.min(ms, longestTimerMs))
      this.#ends.add(end)
    })
  }

  end(): void {
    for (const end of this.#ends) end()
  }
}
