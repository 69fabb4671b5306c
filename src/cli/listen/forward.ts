import { once } from 'node:events'
import {
  type ClientRequest,
  type IncomingMessage,
  request as requestOverHttp,
  type ServerResponse,
} from 'node:http'
import { request as requestOverHttps } from 'node:https'
import { pipeline } from 'node:stream/promises'

/** The result of forwarding a request. */
export interface Forwarded {
  readonly url: string
  /** The status of the receiver's response. */
  readonly status?: number
  /** Why there is no response, or only a part of it. */
  readonly error?: string
  /** The time until the end of the response. */
  readonly latencyMs: number
}

type Answer = IncomingMessage & { readonly statusCode: number }

/** Milliseconds for a receiver to answer. */
export const timeoutMs = 30_000

/**
 * Forwards a request with the same method, body and end-to-end headers, and relays the response. If there
 * is no response, it answers 502, or 504 after 30 seconds. Never rejects.
 */
export async function forward(
  url: URL,
  request: IncomingMessage,
  body: Uint8Array,
  response: ServerResponse,
): Promise<Forwarded> {
  const started = performance.now()
  let answer: Answer | undefined
  const sender = new AbortController()
  // The response also closes when the receiver's answer breaks off. That is not the sender's doing.
  response.once('close', () => answer?.errored || sender.abort())
  const timeout = AbortSignal.timeout(timeoutMs)
  const forwarded = (more: Pick<Forwarded, 'error'>) => ({
    url: url.href,
    ...(answer && { status: answer.statusCode }),
    ...more,
    latencyMs: Math.round(performance.now() - started),
  })
  try {
    const sent = (url.protocol === 'https:' ? requestOverHttps : requestOverHttp)(url, {
      method: request.method,
      // A new connection each time: the receiver may close a kept one at this very moment.
      agent: false,
      headers: requestHeaders(request.rawHeaders, url, body),
      signal: AbortSignal.any([sender.signal, timeout]),
    })
    // After the response has started, its own stream reports errors.
    sent.on('error', () => {}).end(body)
    answer = await answerTo(sent)
    response.writeHead(answer.statusCode, answer.statusMessage, endToEnd(answer.rawHeaders))
    await pipeline(answer, response)
    return forwarded({})
  } catch (error) {
    if (sender.signal.aborted) return forwarded({ error: 'the sender closed the connection' })
    if (!response.headersSent) response.writeHead(timeout.aborted ? 504 : 502).end()
    return forwarded({
      error: timeout.aborted ? `no response within ${timeoutMs / 1000} seconds` : reasonOf(error),
    })
  }
}

/** Waits for the response to a request. */
export async function answerTo(sent: ClientRequest): Promise<Answer> {
  // Node closes a connection that switches to another protocol, and emits nothing else.
  const [answer] = await Promise.race([once(sent, 'response'), once(sent, 'close')])
  if (!answer) throw Object.assign(new Error(), { code: 'EUPGRADE' })
  return answer
}

// Headers of one connection. The forwarded request uses another (RFC 9110, 7.6.1).
const connectionHeaders = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/**
 * Takes and returns Node's raw headers (names and values by turns), which keep case, order and repetition.
 */
function endToEnd(rawHeaders: readonly string[], ...alsoDropped: readonly string[]): string[] {
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [{ name, key: name.toLowerCase(), value: rawHeaders[index + 1] ?? '' }] : [],
  )
  const named = headers.flatMap(({ key, value }) =>
    key === 'connection' ? value.toLowerCase().split(/[\s,]+/) : [],
  )
  const dropped = new Set([...connectionHeaders, ...named, ...alsoDropped])
  return headers.flatMap(({ name, key, value }) => (dropped.has(key) ? [] : [name, value]))
}

// This server has already answered `Expect`, and the length of a chunked body is known by now.
function requestHeaders(rawHeaders: readonly string[], { host }: URL, { length }: Uint8Array): string[] {
  const headers = endToEnd(rawHeaders, 'host', 'expect', 'content-length')
  return ['Host', host, ...headers, 'Content-Length', String(length)]
}

/** Says why a request has no response, by the code of a network error. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return reasons[code ?? ''] ?? `no response (${code ?? 'unknown error'})`
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
  ECONNRESET: 'connection reset',
  EUPGRADE: 'the receiver switched to another protocol',
}
