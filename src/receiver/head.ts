import type { WebHeaders } from '../runtime/globals.js'
import type { RefusalReason } from './refusal.js'

/** Returns why the method or the headers of a delivery refuse it, before its body is read. */
export function refusalOfHead(
  method: string | undefined,
  headers: WebHeaders,
  maxBodyBytes: number,
): RefusalReason | undefined {
  if (method !== undefined && method !== 'POST') return 'method_not_allowed'
  const contentType = headers.get('content-type')
  if (contentType === null ? method !== undefined : !jsonInUtf8.test(contentType)) {
    return 'unsupported_media_type'
  }
  // A compressed body is not what was signed, and a small one can unpack to a huge one. The list can be
  // empty, and so can its members (RFC 9110, 5.6.1).
  const encodings = headers.get('content-encoding')?.split(',') ?? []
  if (!encodings.every((each) => /^\s*(?:identity\s*)?$/i.test(each))) return 'unsupported_content_encoding'
  return Number(headers.get('content-length')) > maxBodyBytes ? 'body_too_large' : undefined
}

// `application/json` or any `…+json`, then parameters. A semicolon in quotes separates nothing (RFC 9110,
// 5.6.6). The header is not authenticated, so each character may match in one way only: backtracking would
// take minutes.
const jsonInUtf8 =
  /^\s*(?:application\/json|[\w!#$&^.-]+\/[\w!#$&^.+-]+\+json)\s*(?:;(?:\s*charset\s*=\s*"?utf-?8"?\s*|(?!\s*charset)(?:[^;"]|"(?:[^"\\]|\\.)*")*))*$/i
