let lastMs = 0
let count = 0

/**
 * The sender's own form of a time: UTC, six digits of a fraction, no zone.
 *
 * @throws {TypeError} if the date is none, or its year has not four digits.
 */
export function timestampOf(date: Date): string {
  return withFraction(date, 0)
}

/** The time now. Of a millisecond's events each but the thousandth is later than the one before, so that they keep their order. */
export function timestampNow(): string {
  const now = new Date()
  const ms = now.getTime()
  count = ms === lastMs ? Math.min(count + 1, 999) : 0
  lastMs = ms
  return withFraction(now, count)
}

function withFraction(date: Date, microseconds: number): string {
  const text = Number.isNaN(date.getTime()) ? '' : date.toISOString()
  if (text.length !== 24) throw new TypeError('timestamp: expected a date between the years 0 and 9999')
  return text.slice(0, -1) + String(microseconds).padStart(3, '0')
}
