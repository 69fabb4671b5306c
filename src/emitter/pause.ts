import type { WebAbortSignal } from './web-globals.js'

declare const setTimeout: (run: () => void, ms: number) => unknown
declare const clearTimeout: (timer: unknown) => void

// Timers of more milliseconds fire at once.
const longest = 2 ** 31 - 1

/** Waits for so many milliseconds, or until the signal aborts. */
export function pause(ms: number, signal: WebAbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, Math.min(ms, longest))
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })
}
