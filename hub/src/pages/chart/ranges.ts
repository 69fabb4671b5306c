/** A time range that charts show. */
export interface Range {
  /** Its name in an address. */
  readonly name: string
  readonly text: string
  readonly spans: number
  readonly spanSeconds: number
}

/** The ranges on offer; the first is the default. */
export const ranges: readonly [Range, ...Range[]] = [
  { name: 'hour', text: 'Last hour', spans: 60, spanSeconds: 60 },
  { name: 'day', text: 'Last day', spans: 48, spanSeconds: 30 * 60 },
  { name: 'week', text: 'Last week', spans: 84, spanSeconds: 2 * 60 * 60 },
]

/** The range with this name, or the default. */
export function rangeNamed(name: string | undefined): Range {
  return ranges.find((range) => range.name === name) ?? ranges[0]
}

/** The address of a page that shows a range, without a query for the default. */
export function withRange(path: string, range: Range): string {
  return range === ranges[0] ? path : `${path}?range=${range.name}`
}
