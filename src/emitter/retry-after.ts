const maxRetryAfterMs = 24 * 60 * 60 * 1000

// The three forms of a date in HTTP (RFC 9110, 5.6.7). `Date.parse` alone takes almost anything for a date.
const httpDate =
  /^([A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT|[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/

/**
 * Reads a `Retry-After` header, which holds seconds or a date. Returns milliseconds from now, from 0 to one
 * day, or `undefined` if the value is neither.
 */
export function readRetryAfter(value = ''): number | undefined {
  // A date that ends with the year names no zone, but means GMT.
  const date = httpDate.test(value) ? value.replace(/\d$/, '$& GMT') : ''
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(date) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs)
}
