import { globals } from '../runtime/globals.js'

/**
 * Resolves to what `promise` resolves to, or to what `onTimeout` returns if that takes longer than
 * `timeoutMs`. A later rejection is handled, so it cannot end the process.
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
