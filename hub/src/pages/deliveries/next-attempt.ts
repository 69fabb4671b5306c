import type { Delivery } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'

/** When a delivery is attempted next. */
export interface NextAttempt {
  /** `undefined` if it is due now, or if nobody knows. */
  readonly at: Date | undefined
  /** What it waits for, other than its own time: a person who resumes its webhook, or the end of a rest. */
  readonly waitsFor: 'resume' | 'rest' | undefined
}

/** Returns undefined if there will be no attempt. */
export function nextAttemptOf(
  { nextAttemptAt, urgent }: Pick<Delivery, 'nextAttemptAt' | 'urgent'>,
  webhook: Pick<Webhook, 'paused' | 'restingUntil'> | undefined,
  now = new Date(),
): NextAttempt | undefined {
  if (!nextAttemptAt) return undefined
  const { paused, restingUntil } = (!urgent && webhook) || {}
  if (paused) return { at: undefined, waitsFor: 'resume' }
  if (restingUntil && restingUntil > nextAttemptAt) return { at: restingUntil, waitsFor: 'rest' }
  return { at: nextAttemptAt > now ? nextAttemptAt : undefined, waitsFor: undefined }
}

/** What a delivery waits for, in words. */
export const waitTexts: Readonly<Record<NonNullable<NextAttempt['waitsFor']>, string>> = {
  resume: 'waits until you resume the webhook',
  rest: 'the webhook rests until then',
}
