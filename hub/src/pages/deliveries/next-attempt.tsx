import type { Delivery } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { Time } from '../time.js'

/**
 * When a delivery is attempted next, and what it waits for. `undefined` if there will be no attempt, or if it
 * is due now.
 */
export function nextAttemptOf(
  { nextAttemptAt }: Pick<Delivery, 'nextAttemptAt'>,
  webhook: Pick<Webhook, 'paused' | 'restingUntil'> | undefined,
) {
  if (!nextAttemptAt) return undefined
  if (webhook?.paused) return <>waits until you resume the webhook</>
  const { restingUntil } = webhook ?? {}
  if (restingUntil && restingUntil > nextAttemptAt) {
    return (
      <>
        next <Time at={restingUntil} />: the webhook rests until then
      </>
    )
  }
  if (nextAttemptAt <= new Date()) return undefined
  return (
    <>
      next <Time at={nextAttemptAt} />
    </>
  )
}
