import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { SSEMessage } from 'hono/streaming'
import type { Logger } from 'pino'
import { validate } from 'uuid'
import { InvalidInputError } from '../errors.js'
import type { Hub } from '../hub.js'
import { unavailable } from '../problem.js'
import type { EventsAfter } from '../published-event.js'
import { LiveReader, liveStream, streamHead } from './live-stream.js'

// Milliseconds between two looks without a signal: for events that no webhook receives, and for those that
// had to wait for an older transaction.
const pollMs = 500
// Listeners at a time, in this process.
const maxListeners = 50
// Seconds after which one of them may have left.
const retryAfterSeconds = 30

/**
 * Streams events as they are published, from `Last-Event-ID` on. It reads from the database at the pace of
 * the listener, so a slow one holds a hundred events in memory, and misses none.
 */
export function liveEvents(hub: Hub, logger: Logger | undefined): (context: Context) => Promise<Response> {
  let listeners = 0
  return async (context) => {
    const { listener: id = randomUUID(), name = 'unnamed' } = context.req.query()
    if (!validate(id)) {
      throw new InvalidInputError([
        { path: ['listener'], message: 'listener: expected a UUID', code: 'invalid_value' },
      ])
    }
    const last = context.req.header('last-event-id')
    const first = await eventsAfter(hub, last)
    // Counted at once, because requests that wait in between would all get the last place.
    if (listeners >= maxListeners) {
      return unavailable(context, 'Too many programs listen to this process', retryAfterSeconds)
    }
    if (context.req.method === 'HEAD') return streamHead(context)
    listeners++
    const connection = randomUUID()
    return liveStream(context, logger, async (stream) => {
      let isAliveDue = false
      let wake = () => {}
      const reader = new LiveReader(context, stream, () => {
        isAliveDue = true
        wake()
      })
      let hasNews = false
      const unsubscribe = hub.events.onPublished(() => {
        hasNews = true
        wake()
      })
      void reader.left.then(() => wake())
      try {
        await hub.listeners.greet({ id, name }, connection)
        let { items, cursor } = first
        await reader.write({ event: 'start', id: last ?? cursor, data: JSON.stringify({ listener: id }) })
        while (!reader.hasLeft) {
          for (const item of items) await reader.write(messageOf(item))
          if (isAliveDue && !reader.hasLeft) {
            isAliveDue = false
            await hub.listeners.greet({ id, name }, connection)
            await reader.write({ event: 'alive', data: '' })
          }
          if (!items.length && !hasNews && !reader.hasLeft) {
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, pollMs)
              wake = () => {
                clearTimeout(timer)
                resolve()
              }
            })
          }
          hasNews = false
          ;({ items, cursor } = await hub.events.after(cursor))
        }
      } finally {
        listeners--
        reader.end()
        unsubscribe()
        // While the database is away, the listener is forgotten soon anyway.
        await hub.listeners.leave(id, connection).catch(() => {})
      }
    })
  }
}

/** @throws {InvalidInputError} that names the cursor as the client does: by its header. */
async function eventsAfter(hub: Hub, lastEventId: string | undefined): Promise<EventsAfter> {
  try {
    return await hub.events.after(lastEventId)
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    const message = 'Last-Event-ID: expected the id of the last message from this hub'
    throw new InvalidInputError([{ path: ['Last-Event-ID'], message, code: 'invalid_value' }], {
      cause: error,
    })
  }
}

function messageOf({ cursor, ...item }: { readonly cursor: string }): SSEMessage {
  return { event: 'event', id: cursor, data: JSON.stringify(item) }
}
