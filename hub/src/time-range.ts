const date = /^\d{4}-\d\d-\d\d$/
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/
const dayMs = 86_400_000

/** Where a time stands in a range: it begins there, or ends before it. */
export type Bound = 'from' | 'to'

/**
 * Reads a bound of a range of time: a date, which includes the whole day, or a time. Without a zone it is in
 * UTC. Returns undefined if the text is neither.
 */
export function readTime(text: string, bound: Bound): Date | undefined {
  if (date.test(text)) {
    const start = new Date(`${text}T00:00:00Z`)
    if (!start.toJSON()?.startsWith(text)) return undefined
    return bound === 'from' ? start : new Date(start.getTime() + dayMs)
  }
  const match = time.exec(text)
  if (!match || !readTime(text.slice(0, 10), 'from')) return undefined
  const at = new Date(match[3] === undefined ? `${text}Z` : text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** The day in UTC that {@link readTime} reads as this bound. Undefined if the bound is within a day. */
export function dayOf(at: Date, bound: Bound): string | undefined {
  if (at.getTime() % dayMs !== 0) return undefined
  return new Date(bound === 'from' ? at : at.getTime() - dayMs).toISOString().slice(0, 10)
}
