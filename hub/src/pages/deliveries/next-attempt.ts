import type { Delivery } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'

/** When a delivery is attempted next. */
export interface NextAttempt {
  /** `undefined` if it is due now, or if nobody knows. */
  readonly at: Date | undefined
  /** What it waits for, other than its own time. */
  readonly why: string | undefined
}

/** Returns undefined if there will be no attempt. */
export function nextAttemptOf(
  { nextAttemptAt }: Pick<Delivery, 'nextAttemptAt'>,
  webhook: Pick<Webhook, 'paused' | 'restingUntil'> | undefined,
  now = new Date(),
): NextAttempt | undefined {
  if (!nextAttemptAt) return undefined
  if (webhook?.paused) return { at: undefined, why: 'waits until you resume the webhook' }
  const { restingUntil } = webhook ?? {}
  if (restingUntil && restingUntil > nextAttemptAt)
    return { at: restingUntil, why: 'the webhook rests until then' }
  return { at: nextAttemptAt > now ? nextAttemptAt : undefined, why: undefined }
}
