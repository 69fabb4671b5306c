import type { Webhook } from '../../webhook.js'
import { Time } from '../time.js'

const reasons = {
  gone: 'It answered 410 Gone, so the hub disabled it.',
  failing: 'All its attempts had failed for long, so the hub disabled it.',
} as const

/** Why a webhook gets nothing, or may soon get nothing. */
export function whyNotDelivered({ enabled, disabledReason, failingSince }: Webhook) {
  if (disabledReason) return reasons[disabledReason]
  if (!enabled) return 'It gets no events.'
  if (!failingSince) return null
  return (
    <>
      since <Time at={failingSince} />
    </>
  )
}
