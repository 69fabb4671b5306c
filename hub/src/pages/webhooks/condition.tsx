import type { Webhook } from '../../webhook.js'
import { Time } from '../time.js'

const reasons = {
  gone: 'The endpoint answered 410 Gone, so the hub disabled it.',
  failing: 'All attempts failed for too long, so the hub disabled it.',
} as const

/** Why a webhook receives nothing, or is about to be disabled. */
export function whyNotDelivered({ enabled, disabledReason, paused, failingSince, restingUntil }: Webhook) {
  if (disabledReason) return reasons[disabledReason]
  if (!enabled) return 'It receives no events.'
  if (paused) return 'Its deliveries wait until you resume it.'
  if (!failingSince) return null
  return (
    <>
      since <Time at={failingSince} />
      {restingUntil && (
        <>
          ; rests until <Time at={restingUntil} />
        </>
      )}
    </>
  )
}
