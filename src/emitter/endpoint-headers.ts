import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

const token = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i
const fieldValue = /^[!-~]([ -~\t]*[!-~])?$/

// What RFC 9110 calls hop-by-hop, with its predecessors, and `expect`, which changes how the body is sent.
const ofTheConnection = new Set([
  'connection',
  'expect',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Checks whether deliveries to an endpoint may carry a header, before you save it. Returns the reason if they
 * may not, as one line for people without the value, and `undefined` if they may.
 *
 * @example
 * ```ts
 * checkEndpointHeader('x-api-key', 'k1') // undefined
 * checkEndpointHeader('webhook-id', 'm1') // 'a signature depends on it'
 * ```
 *
 * @throws {TypeError} if the name or the value is not a string.
 */
export function checkEndpointHeader(name: string, value: string): string | undefined {
  if (typeof name !== 'string') throw new TypeError('name: expected a string')
  if (typeof value !== 'string') throw new TypeError('value: expected a string')
  if (!token.test(name)) return "the name may contain only letters, digits and !#$%&'*+-.^_`|~"
  const lower = name.toLowerCase()
  if (lower === 'host') return 'the URL decides the host'
  if (lower === 'user-agent') return 'it names the sender'
  if (ofTheConnection.has(lower)) return 'it belongs to the connection, which the sender manages'
  if (lower.startsWith('content-')) return 'it describes the body, which the sender makes'
  if (lower.startsWith('webhook-') || lower.startsWith('x-promptlayer-')) return 'a signature depends on it'
  if (!fieldValue.test(value)) {
    return 'the value may contain only visible ASCII, with spaces and tabs between'
  }
  return undefined
}

/**
 * Copies the headers of an endpoint, with their names in lower case.
 *
 * @param at What errors call the headers.
 * @throws {TypeError} that names the first header that may not be sent.
 */
export function readEndpointHeaders(headers: unknown, at: string): Readonly<Record<string, string>> {
  // `Headers` and `Map` have no properties, so their headers would be lost.
  if (typeof headers !== 'object' || headers === null || Symbol.iterator in headers) {
    throw new TypeError(
      `${at}: expected a plain object, such as Object.fromEntries(headers), got ${kindOf(headers)}`,
    )
  }
  const copy = new Map<string, string>()
  for (const [name, value] of Object.entries(headers)) {
    const field = `${at}[${quoted(name)}]`
    if (typeof value !== 'string') throw new TypeError(`${field}: expected a string, got ${kindOf(value)}`)
    const refusal = checkEndpointHeader(name, value)
    if (refusal !== undefined) throw new TypeError(`${field}: ${refusal}`)
    const lower = name.toLowerCase()
    if (copy.has(lower)) throw new TypeError(`${field}: the header is given twice`)
    copy.set(lower, value)
  }
  return Object.fromEntries(copy)
}
