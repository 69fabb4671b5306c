import type { Attempt } from '../../delivery.js'

// curl sets these itself.
const ofTheConnection = new Set(['content-length', 'connection', 'host', 'transfer-encoding'])

/** A command for a POSIX shell that sends the same request again. */
export function curlCommand({ url, headers }: Attempt['request'], body: string): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => {
    if (ofTheConnection.has(name.toLowerCase())) return []
    // curl omits a header without a value unless its name ends in a semicolon.
    return `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`
  })
  // --globoff: brackets in the URL are not a pattern. --data-raw: an @ at the start of the body is not a file
  // name.
  return [`curl --globoff ${quoted(url)}`, ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ')
}

/** Quotes any text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
