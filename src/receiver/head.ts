import { isJson } from './media-type.js'
import type { WebHeaders } from './web-types.js'

/** The status with which a delivery is refused for what is known before its body is read. */
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
