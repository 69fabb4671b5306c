const signals = ['SIGINT', 'SIGTERM'] as const

/**
 * A signal that comes this soon is the first one again: on Ctrl-C the terminal sends it to every process, and
 * npm passes on to the command what it got.
 */
const echoMs = 500

/** Aborts at the first Ctrl-C or SIGTERM. The next one ends the process at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  let first: number | undefined
  let echo: NodeJS.Timeout | undefined
  const interrupt = (signal: NodeJS.Signals) => {
    clearTimeout(echo)
    if (first === undefined) {
      first = performance.now()
      controller.abort()
      // Waits for the echo of npm: Node takes its handlers away while it ends, and an echo that came then
      // would look like a failure.
      if (process.env.npm_command !== undefined) echo = setTimeout(() => {}, echoMs)
    } else if (performance.now() - first >= echoMs) {
      for (const each of signals) process.off(each, interrupt)
      process.kill(process.pid, signal)
    }
  }
  for (const each of signals) process.on(each, interrupt)
  return controller.signal
}
