import { eventDate } from './event-date.js'

/** A point in time. The microseconds can be more than 999. */
interface Instant {
  readonly milliseconds: number
  readonly microseconds: number
}

/**
 * Returns `count` timestamps, each a microsecond after the previous one, in the sender's form: UTC, six
 * fraction digits, no zone.
 *
 * @param first The first timestamp. Default: now, or just after the last timestamp that this default gave,
 * unless the clock was set back by more than a minute since.
 */
export function timestamps(count: number, first?: Date | string): string[] {
  const { milliseconds, microseconds } = first === undefined ? takeNow(count) : instantOf(first)
  return Array.from({ length: count }, (_, index) =>
    format({ milliseconds, microseconds: microseconds + index }),
  )
}

/**
 * Returns the timestamp to send: a date in the sender's form, anything else unchanged for the validation to
 * judge.
 *
 * @throws {TypeError} if the date is invalid, or its year does not have four digits.
 */
export function timestampOf(time: Date | string): string {
  return isDate(time) ? format(instantOf(time)) : time
}

// Not `instanceof`: in some test runners a date comes from another realm.
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'

function instantOf(time: Date | string): Instant {
  if (isDate(time)) return { milliseconds: time.getTime(), microseconds: 0 }
  const digits = /[.][0-9]{3}([0-9]{1,3})/.exec(time)?.[1] ?? ''
  return {
    milliseconds: eventDate({ timestamp: time }).getTime(),
    microseconds: Number(digits.padEnd(3, '0')),
  }
}

function format({ milliseconds, microseconds }: Instant): string {
  const date = new Date(milliseconds + Math.floor(microseconds / 1000))
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString()
  // Other years have a sign and more digits.
  if (text.length !== 24) throw new TypeError('timestamp: expected a date between the years 0 and 9999')
  return text.slice(0, -1) + String(microseconds % 1000).padStart(3, '0')
}

// In microseconds. A clock counts milliseconds, and several events can happen in one.
let next = 0

const maxStepBack = 60_000_000

function takeNow(count: number): Instant {
  const now = Date.now() * 1000
  // A clock that is adjusted steps back a little, and events keep their order. If it was wrong, follow it.
  const start = next - now > maxStepBack ? now : Math.max(now, next)
  next = start + count
  return { milliseconds: Math.floor(start / 1000), microseconds: start % 1000 }
}
