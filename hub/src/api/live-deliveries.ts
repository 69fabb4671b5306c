import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Delivery } from '../delivery.js'
import type { Hub } from '../hub.js'
import { unavailable } from '../problem.js'
import { LiveReader, liveStream, streamHead } from './live-stream.js'

// Deliveries that wait for one reader: a page shows fewer. With the one that is being sent, and those in the
// streams' buffers, a reader that stops reading holds a few hundred kilobytes.
const maxWaiting = 200
// Readers at a time, in this process.
const maxReaders = 100
// Seconds after which one of them may have left.
const retryAfterSeconds = 30

/**
 * Streams changed deliveries as server-sent events. The data of each `deliveries` event is a JSON list. A
 * slow reader gets the latest state of the latest changes. The stream ends soon after the session of its
 * reader.
 */
export function liveDeliveries(hub: Hub, logger: Logger | undefined): (context: Context) => Response {
  let readers = 0
  return (context) => {
    if (readers >= maxReaders) {
      return unavailable(context, 'Too many live pages are open', retryAfterSeconds)
    }
    if (context.req.method === 'HEAD') return streamHead(context)
    readers++
    return liveStream(context, logger, async (stream) => {
      const waiting = new Map<string, Delivery>()
      let isAliveDue = true
      let isSending = false
      const reader = new LiveReader(context, stream, () => {
        isAliveDue = true
        void send()
      })

      async function send(): Promise<void> {
        if (isSending) return
        isSending = true
        while (waiting.size || isAliveDue) {
          const deliveries = [...waiting.values()]
          waiting.clear()
          isAliveDue = false
          await reader.write(
            deliveries.length
              ? { event: 'deliveries', data: JSON.stringify(deliveries) }
              : { event: 'alive', data: '' },
          )
        }
        isSending = false
      }

      const unsubscribe = hub.deliveries.subscribe((deliveries) => {
        for (const delivery of deliveries) {
          // Moves it to the end, so that the latest changes are the ones that are kept.
          waiting.delete(delivery.id)
          waiting.set(delivery.id, delivery)
        }
        for (const id of waiting.keys()) {
          if (waiting.size <= maxWaiting) break
          waiting.delete(id)
        }
        void send()
      })
      void send()
      await reader.left
      unsubscribe()
      readers--
    })
  }
}
