import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { type SSEMessage, type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Logger } from 'pino'
import { logFault } from '../answer-error.js'

// Milliseconds between two signs of life, which keep proxies from closing an idle connection, and let the
// reader notice a broken one. A reader that takes nothing from one to the next, or whose session has ended,
// is ended.
const aliveMs = 15_000

/** What `serve` passes to the app with each request. */
export interface Bindings extends HttpBindings {
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

/**
 * The reader of a stream of server-sent events. It is cut off if it stops reading, and when the server stops.
 */
export class LiveReader {
  readonly #stream: SSEStreamingApi
  #isWriting = false
  #wasWriting = false
  /** Resolves when the reader has left. */
  readonly left: Promise<void>
  /** Stops the signs of life. */
  readonly end: () => void

  /** @param onAlive called when a sign of life is due. */
  constructor(context: Context, stream: SSEStreamingApi, onAlive: () => void) {
    this.#stream = stream
    const { outgoing, stopping }: Partial<Bindings> = context.env ?? {}
    const cutOff = () => {
      stream.abort()
      // Ending the stream alone would leave the connection, which waits to send the rest.
      outgoing?.destroy()
    }
    stopping?.addEventListener('abort', cutOff)
    const timer = setInterval(() => {
      if (this.#wasWriting) cutOff()
      // While the database is away, nobody can tell.
      context
        .get('isStillSignedIn')?.()
        .then(
          (isSignedIn) => isSignedIn || cutOff(),
          () => {},
        )
      this.#wasWriting = this.#isWriting
      onAlive()
    }, aliveMs)
    this.end = () => {
      clearInterval(timer)
      stopping?.removeEventListener('abort', cutOff)
    }
    this.left = new Promise<void>((resolve) => stream.onAbort(resolve)).then(() => this.end())
    if (stopping?.aborted) cutOff()
  }

  get hasLeft(): boolean {
    return this.#stream.aborted || this.#stream.closed
  }

  /** Resolves when the reader has made room for it, or has left. */
  async write(message: SSEMessage): Promise<void> {
    this.#isWriting = true
    // What is written to a reader that has left never ends.
    await Promise.race([this.#stream.writeSSE(message), this.left])
    this.#isWriting = false
    this.#wasWriting = false
  }
}

/** Answers a HEAD request for a stream. Nobody reads it, so it must not take the place of a reader. */
export function streamHead(context: Context): Response {
  return context.body(null, 200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
}

/**
 * Answers with server-sent events. If sending them fails, the log has the reason, the stream ends, and the
 * reader connects again.
 */
export function liveStream(
  context: Context,
  logger: Logger | undefined,
  send: (stream: SSEStreamingApi) => Promise<void>,
): Response {
  return streamSSE(context, async (stream) => {
    try {
      await send(stream)
    } catch (error) {
      // Not thrown on: Hono would send its message to the reader. Once the reader has left, the hub may be
      // closing.
      if (!stream.aborted) logFault(logger, context, error)
    }
  })
}
