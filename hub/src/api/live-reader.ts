import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { SSEMessage, SSEStreamingApi } from 'hono/streaming'

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
