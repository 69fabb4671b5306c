import type { Attempt } from '../../delivery.js'

// curl knows them better for its own connection.
const ofTheConnection = new Set(['content-length', 'connection', 'host', 'transfer-encoding'])

/** A command for a POSIX shell that sends a request once more as it was sent. */
export function curlCommand({ url, headers }: Attempt['request'], body: string): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => {
    if (ofTheConnection.has(name.toLowerCase())) return []
    // Without a value curl would leave the header away.
    return `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`
  })
  // Brackets in a URL are no pattern here, and an @ at the start of the body no file.
  return [`curl --globoff ${quoted(url)}`, ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ')
}

/** One word of a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
