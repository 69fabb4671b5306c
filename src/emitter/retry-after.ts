const maxRetryAfterMs = 24 * 60 * 60 * 1000

// The three forms of a date in HTTP (RFC 9110, 5.6.7). `Date.parse` alone takes almost anything for a date.
const httpDate =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4}|[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/
const asctimeDate = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/

/**
 * Reads a `Retry-After` header, which holds seconds or a date. Returns milliseconds from now, from 0 to one
 * day, or `undefined` if the value is neither.
 */
export function readRetryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const ms = msUntil(value.trim())
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), maxRetryAfterMs)
}

function msUntil(text: string): number {
  if (/^\d+$/.test(text)) return Number(text) * 1000
  if (httpDate.test(text)) return Date.parse(text) - Date.now()
  // It names no zone, but means GMT.
  return asctimeDate.test(text) ? Date.parse(`${text} GMT`) - Date.now() : Number.NaN
}
