import type { Attempt, DeliveryState } from '../delivery.js'
import type { Webhook } from '../webhook.js'
import { Icon, type IconName } from './icon.js'

type Tone = 'good' | 'bad' | 'waiting' | 'idle'

function Badge({ tone, icon, text }: { tone: Tone; icon: IconName; text: string }) {
  return (
    <span class={`badge ${tone}`}>
      <Icon name={icon} />
      {text}
    </span>
  )
}

const states: Readonly<Record<DeliveryState, { tone: Tone; icon: IconName; text: string }>> = {
  pending: { tone: 'idle', icon: 'clock', text: 'Pending' },
  retrying: { tone: 'waiting', icon: 'again', text: 'Retrying' },
  delivered: { tone: 'good', icon: 'check', text: 'Delivered' },
  given_up: { tone: 'bad', icon: 'cross', text: 'Given up' },
}

/** The name of a state on the pages. */
export function stateName(state: DeliveryState): string {
  return states[state].text
}

export function StateBadge({ state }: { state: DeliveryState }) {
  return <Badge {...states[state]} />
}

const outcomes: Readonly<Record<Attempt['outcome'], { tone: Tone; icon: IconName; text: string }>> = {
  delivered: { tone: 'good', icon: 'check', text: 'Succeeded' },
  retry: { tone: 'waiting', icon: 'warning', text: 'Failed' },
  gone: { tone: 'bad', icon: 'cross', text: 'Gone' },
  refused: { tone: 'bad', icon: 'cross', text: 'Refused' },
}

export function OutcomeBadge({ outcome }: { outcome: Attempt['outcome'] }) {
  return <Badge {...outcomes[outcome]} />
}

export function WebhookBadge({ webhook }: { webhook: Webhook }) {
  if (!webhook.enabled) return <Badge tone="idle" icon="cross" text="Disabled" />
  if (webhook.paused) return <Badge tone="idle" icon="pause" text="Paused" />
  if (webhook.restingUntil) return <Badge tone="waiting" icon="clock" text="Resting" />
  if (webhook.failingSince) return <Badge tone="waiting" icon="warning" text="Failing" />
  return <Badge tone="good" icon="check" text="Enabled" />
}
