import { type Bound, dayOf } from '../time-range.js'
import { describedBy } from './field.js'

interface Props {
  readonly id: string
  /** The time that is chosen. */
  readonly at: Date | undefined
  readonly required?: boolean
  readonly issues?: readonly string[]
}

/**
 * An input for a time, which the form sends under its id. It is in UTC. With JavaScript it is in the reader's
 * time zone, and the form sends the same moment in UTC.
 */
export function TimeInput({ id, at, required = false, issues = [] }: Props) {
  return (
    <input
      id={id}
      name={id}
      type="datetime-local"
      value={at && inputValue(at)}
      required={required}
      autocomplete="off"
      data-moment={at?.toISOString() ?? ''}
      {...describedBy({ id, issues })}
    />
  )
}

/**
 * An input for the first or the last day of a range, like {@link TimeInput}. If the range begins or ends
 * within a day, it is an input for a time.
 */
export function DayInput({ bound, at }: { bound: Bound; at: Date | undefined }) {
  const day = at && dayOf(at, bound)
  const isDay = at === undefined || day !== undefined
  return (
    <input
      id={bound}
      name={bound}
      type={isDay ? 'date' : 'datetime-local'}
      value={isDay ? day : inputValue(at)}
      autocomplete="off"
      data-moment={at?.toISOString() ?? ''}
      data-bound={bound}
    />
  )
}

/** In minutes, unless that is not exact. */
function inputValue(at: Date): string {
  return at.toISOString().replace(/(:00)?\.000Z$|Z$/, '')
}
