import { STATUS_CODES } from 'node:http'

/** `404` → `404 Not Found` */
export function statusText(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()
}
