/** Resolves with the first SIGINT or SIGTERM. A second one ends the process at once. */
export function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const
    const listener = (signal: NodeJS.Signals) => {
      for (const each of signals) process.off(each, listener)
      resolve(signal)
    }
    for (const each of signals) process.on(each, listener)
  })
}
