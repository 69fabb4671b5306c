import type { DeliveryRequest } from './delivery-result.js'

/**
 * Returns a command for a POSIX shell that sends a request with curl: the same body and headers to the same
 * URL. It holds the signatures as they are, so a receiver that checks the timestamp accepts it for a few
 * minutes.
 *
 * @example
 * ```ts
 * const { request } = await deliver(event, endpoint)
 * console.log(curlCommand(request))
 * ```
 */
export function curlCommand({ url, headers, body }: DeliveryRequest): string {
  const lines = Object.entries(headers).flatMap(([name, value]) => {
    if (ofTheConnection.test(name)) return []
    // curl omits a header without a value unless its name ends in a semicolon.
    return `-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`
  })
  // --globoff: brackets in the URL are not a pattern. --url: a - at its start is not an option. --data-raw: an
  // @ at the start of the body is not a file name.
  return [`curl --globoff --url ${quoted(url)}`, ...lines, `--data-raw ${quoted(body)}`].join(' \\\n  ')
}

// curl sets these itself.
const ofTheConnection = /^(content-length|connection|host|transfer-encoding)$/i

/** Quotes any text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
