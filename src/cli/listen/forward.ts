import { once } from 'node:events'
import { type IncomingMessage, request as overHttp, type ServerResponse } from 'node:http'
import { request as overHttps } from 'node:https'
import { pipeline } from 'node:stream/promises'

/** What became of a request that was sent on. */
export interface Forwarded {
  readonly url: string
  /** What was answered. */
  readonly status?: number
  /** Why there was no answer, or not all of it. */
  readonly error?: string
  /** Milliseconds until the end of the answer. */
  readonly latency: number
}

type Answer = IncomingMessage & { readonly statusCode: number }

const timeoutMs = 30_000

/**
 * Sends a request on, with the same method, body and end-to-end headers, and answers it with the answer. Without one it
 * answers 502, or 504 after 30 seconds. Never rejects.
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
  // An answer that breaks off closes the response as well.
  response.once('close', () => answer?.errored || sender.abort())
  const timeout = AbortSignal.timeout(timeoutMs)
  const told = (more: Pick<Forwarded, 'error'>) => ({
    url: url.href,
    ...(answer && { status: answer.statusCode }),
    ...more,
    latency: Math.round(performance.now() - started),
  })
  try {
    const sent = (url.protocol === 'https:' ? overHttps : overHttp)(url, {
      method: request.method,
      // A connection of its own: one that is kept may be closed by the other side just now.
      agent: false,
      headers: requestHeaders(request.rawHeaders, url, body),
      signal: AbortSignal.any([sender.signal, timeout]),
    })
    // Once there is an answer, its own stream tells of what goes wrong.
    sent.on('error', () => {}).end(body)
    ;[answer] = (await once(sent, 'response')) as [Answer]
    response.writeHead(answer.statusCode, answer.statusMessage, endToEnd(answer.rawHeaders))
    await pipeline(answer, response)
    return told({})
  } catch (error) {
    if (sender.signal.aborted) return told({ error: 'the sender went away' })
    if (!response.headersSent) response.writeHead(timeout.aborted ? 504 : 502).end()
    return told({ error: timeout.aborted ? 'no answer within 30 seconds' : reasonOf(error) })
  }
}

// Those of one connection, which is another one on either side (RFC 9110, 7.6.1).
const ofConnection = [
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

/** Names and values by turns, as Node has them: so they keep their case, their order and their number. */
function endToEnd(rawHeaders: readonly string[], ...alsoDropped: readonly string[]): string[] {
  const headers = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [{ name, key: name.toLowerCase(), value: rawHeaders[index + 1] ?? '' }] : [],
  )
  const named = headers.flatMap(({ key, value }) =>
    key === 'connection' ? value.toLowerCase().split(/[\s,]+/) : [],
  )
  const dropped = new Set([...ofConnection, ...named, ...alsoDropped])
  return headers.flatMap(({ name, key, value }) => (dropped.has(key) ? [] : [name, value]))
}

// What `Expect` asks for has been done, and a body that came in chunks has a length by now.
function requestHeaders(rawHeaders: readonly string[], { host }: URL, { length }: Uint8Array): string[] {
  const headers = endToEnd(rawHeaders, 'host', 'expect', 'content-length')
  return ['Host', host, ...headers, 'Content-Length', String(length)]
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  return reasons[code ?? ''] ?? `no answer (${code ?? 'unknown error'})`
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'no such host',
  ECONNRESET: 'the connection was reset',
}
