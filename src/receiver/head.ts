import type { WebHeaders } from '../runtime/globals.js'

/** Returns the status that refuses a delivery for what is known before its body is read. */
export function refusalOfHead(
  method: string | undefined,
  headers: WebHeaders,
  maxBodyBytes: number,
): 405 | 413 | 415 | undefined {
  if (method !== undefined && method !== 'POST') return 405
  const contentType = headers.get('content-type')
  if (contentType === null ? method !== undefined : !isJson(contentType)) return 415
  const encoding = headers.get('content-encoding')
  // A compressed body is not what was signed, and may be small only until it is read.
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity') return 415
  return Number(headers.get('content-length')) > maxBodyBytes ? 413 : undefined
}

// JSON in UTF-8: `application/json` or any `…+json`.
function isJson(contentType: string): boolean {
  if (contentType === 'application/json') return true
  const [mediaType = '', ...parameters] =
    contentType
      .toLowerCase()
      .match(parts)
      ?.map((part) => part.trim()) ?? []
  if (!/^(application\/json|[\w!#$&^.-]+\/[\w!#$&^.+-]+\+json)$/.test(mediaType)) return false
  return parameters.every((parameter) => !parameter.startsWith('charset') || utf8.test(parameter))
}

// A semicolon within quotes separates nothing (RFC 9110, 5.6.6).
const parts = /(?:[^;"]|"(?:[^"\\]|\\.)*")+/g

const utf8 = /^charset\s*=\s*"?utf-?8"?$/
