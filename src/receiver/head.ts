import type { WebHeaders } from '../runtime/globals.js'

/** Returns the status that refuses a delivery because of its method or headers, before its body is read. */
export function refusalOfHead(
  method: string | undefined,
  headers: WebHeaders,
  maxBodyBytes: number,
): 405 | 413 | 415 | undefined {
  if (method !== undefined && method !== 'POST') return 405
  const contentType = headers.get('content-type')
  if (contentType === null ? method !== undefined : !jsonInUtf8.test(contentType)) return 415
  const encoding = headers.get('content-encoding')
  // A compressed body is not what was signed, and a small one can unpack to a huge one.
  if (encoding !== null && encoding.trim().toLowerCase() !== 'identity') return 415
  return Number(headers.get('content-length')) > maxBodyBytes ? 413 : undefined
}

// `application/json` or any `…+json`, then parameters. A semicolon in quotes separates nothing (RFC 9110,
// 5.6.6). The header is not authenticated, so each character may match in one way only: backtracking would
// take minutes.
const jsonInUtf8 =
  /^\s*(?:application\/json|[\w!#$&^.-]+\/[\w!#$&^.+-]+\+json)\s*(?:;(?:\s*charset\s*=\s*"?utf-?8"?\s*|(?!\s*charset)(?:[^;"]|"(?:[^"\\]|\\.)*")*))*$/i
