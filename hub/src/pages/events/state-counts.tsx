import { deliveryStates } from '../../delivery.js'
import type { PublishedEvent } from '../../published-event.js'
import { StateBadge } from '../badge.js'
import { listAddress } from '../deliveries/filter.js'

/** How many deliveries of an event are in each state. Each number leads to them. */
export function StateCounts({ id, states }: Pick<PublishedEvent, 'id' | 'states'>) {
  const present = deliveryStates.filter((state) => states[state] > 0)
  if (!present.length) return <span class="muted">None</span>
  return (
    <span class="state-counts">
      {present.map((state) => (
        <a class="plain" href={listAddress({ filter: { eventId: id, state } })}>
          <StateBadge state={state} /> {states[state]}
        </a>
      ))}
    </span>
  )
}
