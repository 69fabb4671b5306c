import type { Child } from 'hono/jsx'
import type { Webhook } from '../../webhook.js'
import { Time } from '../time.js'

const disabledBecause = {
  gone: 'The endpoint answered 410 Gone, so the hub disabled it.',
  failing: 'All attempts failed for too long, so the hub disabled it.',
} as const

/** Why a webhook gets no attempts, or is about to get none. `undefined` if nothing is wrong. */
export function whyNotDelivered(webhook: Webhook): Child | undefined {
  const { enabled, disabledReason, paused, failingSince, restingUntil } = webhook
  if (disabledReason) return disabledBecause[disabledReason]
  if (!enabled) return 'It receives no events.'
  if (paused) return 'Its deliveries wait until you resume it.'
  if (restingUntil) {
    return (
      <>
        Its last attempts failed. The next one is after <Time at={restingUntil} short />.
      </>
    )
  }
  if (!failingSince) return undefined
  return (
    <>
      Every attempt has failed since <Time at={failingSince} short />.
    </>
  )
}
