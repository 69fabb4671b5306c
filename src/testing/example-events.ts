import { examples } from '../generated/catalog.js'
import type { WebhookEventMap } from '../index.js'

/**
 * An example payload of each event type, in the sender's form. Deeply frozen: use `createTestEvent` for an
 * event that you can change.
 */
export const exampleEvents: WebhookEventMap = /* @__PURE__ */ frozenCopyOf(examples)

// A copy, because `createTestEvent` starts from the same examples.
function frozenCopyOf<Value>(value: Value): Value {
  return frozen(JSON.parse(JSON.stringify(value)))
}

/** Freezes a value and everything in it. What is already frozen in it must be deeply frozen. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}
