import { globals } from '../runtime/globals.js'
import type { DeliveryContext } from './context.js'
import type { ReceiverOptions } from './options.js'
import { settledWithin } from './settled-within.js'

/** Tells the user of an error. Never rejects: the answer to the sender must not be lost. */
export type Report = (
  status: 400 | 422 | 500 | 503,
  error: unknown,
  context?: DeliveryContext,
) => Promise<void>

export function reporter(onError: ReceiverOptions['onError'], timeoutMs: number | null): Report {
  return async (status, error, context) => {
    try {
      // An `onError` that never settles must not keep the sender waiting for ever.
      if (onError) await settledWithin(timeoutMs, Promise.resolve(onError(error, context)), () => {})
      else if (status >= 500) globals.console.error(error)
    } catch (thrown) {
      globals.console.error(thrown)
    }
  }
}
