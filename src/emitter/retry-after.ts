const maxRetryAfterMs = 24 * 60 * 60 * 1000

// The only date format in HTTP that is not obsolete (RFC 9110, 5.6.7). `Date.parse` alone takes almost
// anything for a date.
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/**
 * Reads a `Retry-After` header, which holds seconds or a date. Returns milliseconds from now, from 0 to one
 * day, or `undefined` if the value is neither.
 */
export function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const text = value.trim()
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1000
    : httpDate.test(text)
      ? Date.parse(text) - Date.now()
      : Number.NaN
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs)
}
