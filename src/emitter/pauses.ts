import { longestTimer } from './web-globals.js'

declare const setTimeout: (run: () => void, ms: number) => unknown
declare const clearTimeout: (timer: unknown) => void

/** Waits that can be ended together. Not by a signal: Node warns of many who listen to one. */
export class Pauses {
  readonly #ends = new Set<() => void>()

  /** Resolves after so many milliseconds, or when all are ended. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        this.#ends.delete(end)
        resolve()
      }
      const timer = setTimeout(end, Math.min(ms, longestTimer))
      this.#ends.add(end)
    })
  }

  end(): void {
    for (const end of this.#ends) end()
  }
}
