import type { ReceiveResult } from './result.js'

/** Status, headers and body of the answer to an HTTP request. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
}

const secondsUntilRetry = '5'

export function httpAnswer(result: ReceiveResult): HttpAnswer {
  const { status } = result
  if (status === 204) return { status, headers: {}, body: null }
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' }
  if (status === 405) headers.allow = 'POST'
  if (status === 503) headers['retry-after'] = secondsUntilRetry
  return { status, headers, body: JSON.stringify(result.problem) }
}
