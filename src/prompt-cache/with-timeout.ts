import { globals } from '../runtime/globals.js'

/**
 * What a promise resolves to, or what `onTimeout` returns if that takes too long. A promise that rejects later is
 * handled, so it cannot end the process.
 */
export function withTimeout<Value>(
  promise: Promise<Value>,
  timeoutMs: number,
  onTimeout: () => Value,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = globals.setTimeout(() => resolve(onTimeout()), timeoutMs)
    const settled = () => globals.clearTimeout(timer)
    promise.then(resolve, reject).then(settled, settled)
  })
}
