/** How a program writes JSON. */
interface JsonLayout {
  readonly comma: ',' | ', '
  readonly colon: ':' | ': '
  readonly isSorted: boolean
  /** Whether characters outside of ASCII are escaped. */
  readonly isAscii: boolean
}

/** Writes a parsed value in a layout. It is recursive, so pass no value of more than 1,000 levels. */
export function writeJson(value: unknown, layout: JsonLayout): string {
  if (typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value)
    return layout.isAscii ? text.replace(/[^\0-~]/g, escapeUnit) : text
  }
  const write = (each: unknown) => writeJson(each, layout)
  if (Array.isArray(value)) return `[${value.map(write).join(layout.comma)}]`
  const entries = Object.entries(value)
  if (layout.isSorted) entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => write(key) + layout.colon + write(each)).join(layout.comma)}}`
}

const escapeUnit = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * Writes a parsed value as the JavaScript sample in the sender's documentation does: compact and sorted, with
 * spaces put in by patterns, which also hit the inside of strings and miss arrays of numbers.
 */
export function writeAsSenderSample(value: unknown): string {
  return writeJson(value, { comma: ',', colon: ':', isSorted: true, isAscii: false })
    .replace(/"([^"]+)"\s*:/g, '"$1": ')
    .replace(/,(?=\s*[{"[])/g, ', ')
}
