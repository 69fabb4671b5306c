import type { Delivery } from '../../delivery.js'
import { counted } from '../counted.js'

/** Why a delivery is in its state, if that needs a reason. A status alone does not explain a given up one. */
export function whyInState({
  state,
  reason,
  attempts,
}: Pick<Delivery, 'state' | 'reason' | 'attempts'>): string | undefined {
  if (state === 'delivered' || reason === null) return undefined
  if (state !== 'given_up' || attempts === 0) return reason
  return `after ${counted(attempts, 'attempt', 'attempts')}: ${reason}`
}
