/** Resolves with the first signal that asks this process to end. A second one ends it at once, as by default. */
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
