import { type EventIssue, report } from '../issue/issue.js'
import { globals } from '../runtime/globals.js'
import { textOf } from '../signing/raw-body.js'

/**
 * Returns the payload of a CloudEvent, parsed. Bytes are parsed as JSON: in `data_base64`, or in `data` as an
 * SDK gives them. Adds an issue if the payload is missing, or in both.
 */
export function payloadOf(issues: EventIssue[], cloudEvent: Readonly<Record<string, unknown>>): unknown {
  const { data, data_base64: base64 } = cloudEvent
  if (base64 === undefined || base64 === null) {
    if (ArrayBuffer.isView(data)) return parse(issues, 'data', data as Uint8Array)
    if (typeof data !== 'object') report(issues, 'invalid_type', 'a parsed object', cloudEvent, ['data'])
    return data
  }
  // The SDK keeps bytes in both, and its `data` can have four bytes for each of them.
  if (data !== undefined && !ArrayBuffer.isView(data)) {
    const message = 'data_base64: expected either data or data_base64, got both; remove one'
    issues.push({ path: ['data_base64'], message, code: 'invalid_value' })
    return undefined
  }
  const bytes = typeof base64 === 'string' ? bytesOf(base64) : undefined
  if (bytes) return parse(issues, 'data_base64', bytes)
  const code = typeof base64 === 'string' ? 'invalid_format' : 'invalid_type'
  report(issues, code, 'a string of base64 (RFC 4648)', cloudEvent, ['data_base64'])
  return undefined
}

function parse(issues: EventIssue[], name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(bytes) ?? '')
  } catch {
    // The error is not kept as the cause: its message shows a piece of the text.
    issues.push({ path: [name], message: `${name}: expected JSON in UTF-8`, code: 'invalid_json' })
    return undefined
  }
}

function bytesOf(base64: string): Uint8Array | undefined {
  // `atob` also accepts white space, and no padding.
  if (base64.length % 4 !== 0 || /\s/.test(base64)) return undefined
  try {
    return Uint8Array.from(globals.atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}
