import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Logger } from 'pino'
import { logFault } from '../log-fault.js'

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
