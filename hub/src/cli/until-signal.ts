/**
 * A signal that comes this soon is the first one again: on Ctrl-C the terminal sends it to every process, and
 * npm passes on to the command what it got.
 */
const echoMs = 500

/** Resolves with the first SIGINT or SIGTERM. The next one ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const
    let first: number | undefined
    const listener = (signal: NodeJS.Signals) => {
      if (first === undefined) {
        first = performance.now()
        resolve(signal)
      } else if (performance.now() - first >= echoMs) {
        for (const each of signals) process.off(each, listener)
        process.kill(process.pid, signal)
      }
    }
    for (const each of signals) process.on(each, listener)
  })
}
