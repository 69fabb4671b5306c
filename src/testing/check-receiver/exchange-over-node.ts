import { builtinModule } from '../../runtime/builtin-module.js'
import { globals } from '../../runtime/globals.js'
import { CollectedChunks } from '../collected-chunks.js'
import { type Exchange, errorCode, maxKeptBytes, type Outcome } from './outcome.js'

// The parts of Node's types that this module uses. Importing the real ones would make the package's types
// depend on Node's.

interface Message {
  readonly statusCode: number
  on(event: 'data', listener: (chunk: Uint8Array) => void): void
  on(event: 'close', listener: () => void): void
}

interface ClientRequest {
  on(event: 'socket', listener: (socket: { once(event: string, listener: () => void): void }) => void): void
  on(event: 'response', listener: (message: Message) => void): void
  on(event: 'error', listener: (error: unknown) => void): void
  on(event: 'close', listener: () => void): void
  end(body?: Uint8Array): void
  destroy(): void
}

interface Http {
  request(
    url: string,
    options: {
      readonly method: string
      readonly headers: Readonly<Record<string, string | number>>
      readonly agent: false
    },
  ): ClientRequest
}

/**
 * Sends requests over the sockets of Node, each over its own connection: a receiver that closes an idle
 * connection would look like one that drops a request. Returns `undefined` where there is no `node:http`.
 */
export function exchangeOverNode(url: string, timeoutMs: number): Exchange | undefined {
  const isSecure = url.startsWith('https:')
  const http = builtinModule<Http>(isSecure ? 'node:https' : 'node:http')
  if (!http) return undefined
  return ({ method, headers, body }) =>
    new Promise((resolve) => {
      const start = globals.performance.now()
      const durationMs = () => globals.performance.now() - start
      let isConnected = false
      // Once there is a status, the request was answered, whatever happens to the body behind it.
      let answer: (() => Outcome) | undefined

      // Only the first call counts.
      const end = (outcome: Outcome) => {
        globals.clearTimeout(timer)
        resolve(answer ? answer() : outcome)
        client.destroy()
      }
      const failed = (error?: unknown): Outcome => {
        const code = errorCode(error)
        const reason = isConnected ? 'the connection was closed without an answer' : 'no connection'
        return {
          kind: isConnected ? 'dropped' : 'unreachable',
          reason: code ? `${reason} (${code})` : reason,
          durationMs: durationMs(),
        }
      }

      const length = body === undefined ? {} : { 'content-length': body.length }
      const client = http.request(url, { method, headers: { ...headers, ...length }, agent: false })
      const timer = globals.setTimeout(
        () =>
          end({ kind: 'late', reason: `no answer within ${timeoutMs / 1000} s`, durationMs: durationMs() }),
        timeoutMs,
      )
      client.on('socket', (socket) => {
        socket.once(isSecure ? 'secureConnect' : 'connect', () => {
          isConnected = true
        })
      })
      client.on('response', (message) => {
        const answered = { kind: 'answered', status: message.statusCode, durationMs: durationMs() } as const
        const chunks = new CollectedChunks()
        answer = () => ({
          ...answered,
          body: new globals.TextDecoder().decode(chunks.bytes().subarray(0, maxKeptBytes)),
        })
        message.on('data', (chunk) => {
          chunks.add(chunk)
          if (chunks.length >= maxKeptBytes) end(failed())
        })
        message.on('close', () => end(failed()))
      })
      client.on('error', (error) => end(failed(error)))
      client.on('close', () => end(failed()))
      client.end(body)
    })
}
