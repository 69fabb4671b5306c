import { globals } from '../runtime/globals.js'
import { longestTimerMs } from '../runtime/timer.js'

/**
 * Pauses that can be ended all at once. It does not use an AbortSignal, because Node warns when a signal has
 * many listeners.
 */
export class Pauses {
  readonly #ends = new Set<() => void>()

  /**
   * Resolves after `ms` milliseconds, or when `end` is called. A longer pause than a timer can take is
   * shortened to that.
   */
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
