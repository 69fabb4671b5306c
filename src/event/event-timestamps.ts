import { eventDate } from './event-date.js'

/** A point in time; its microseconds may be more than a millisecond has. */
interface Instant {
  readonly milliseconds: number
  readonly microseconds: number
}

/**
 * So many timestamps, each a microsecond after the one before, in the sender's own form: UTC, six fraction digits, no zone.
 *
 * @param first By default now, or just after the last that was given so.
 */
export function timestamps(count: number, first?: Date | string): string[] {
  const { milliseconds, microseconds } = first === undefined ? takeNow(count) : instantOf(first)
  return Array.from({ length: count }, (_, index) =>
    format({ milliseconds, microseconds: microseconds + index }),
  )
}

/**
 * A time as it is sent: a date in the sender's own form, text as it is. What is neither is left to the validation, which
 * says so.
 *
 * @throws {TypeError} if the date is none, or its year has not four digits.
 */
export function timestampOf(time: Date | string): string {
  return isDate(time) ? format(instantOf(time)) : time
}

// Not `instanceof`: a date may be of another realm, as in some test runners.
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
  // Other years have more digits, and a sign.
  if (text.length !== 24) throw new TypeError('timestamp: expected a date between the years 0 and 9999')
  return text.slice(0, -1) + String(microseconds % 1000).padStart(3, '0')
}

// In microseconds. Clocks tell milliseconds, in which there is time for several events.
let lastNow = 0
let next = 0

function takeNow(count: number): Instant {
  const now = Date.now() * 1000
  // A clock that was set back is believed.
  const start = now < lastNow ? now : Math.max(now, next)
  lastNow = now
  next = start + count
  return { milliseconds: Math.floor(start / 1000), microseconds: start % 1000 }
}
