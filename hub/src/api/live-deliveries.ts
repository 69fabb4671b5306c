import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Delivery } from '../delivery.js'
import type { Hub } from '../hub.js'
import { unavailable } from '../problem.js'

// Milliseconds between two signs of life, which keep proxies from closing an idle connection, and let the
// browser notice a broken one. A reader that takes nothing from one to the next is ended, and so is one whose
// session has ended.
const aliveMs = 15_000
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
export function liveDeliveries(hub: Hub): (context: Context) => Response {
  let readers = 0
  return (context) => {
    if (readers >= maxReaders) {
      return unavailable(context, 'Too many live pages are open', retryAfterSeconds)
    }
    readers++
    return streamSSE(context, async (stream) => {
      const waiting = new Map<string, Delivery>()
      let isAliveDue = true
      let isSending = false
      let wasSending = false

      async function send(): Promise<void> {
        if (isSending) return
        isSending = true
        while (waiting.size || isAliveDue) {
          const deliveries = [...waiting.values()]
          waiting.clear()
          isAliveDue = false
          // Resolves when the reader has made room for it.
          await stream.writeSSE(
            deliveries.length
              ? { event: 'deliveries', data: JSON.stringify(deliveries) }
              : { event: 'alive', data: '' },
          )
          wasSending = false
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
      const aborted = new Promise<void>((resolve) => stream.onAbort(resolve))
      const cutOff = () => {
        stream.abort()
        // Ending the stream alone would leave the connection, which waits to send the rest.
        ;(context.env as Partial<HttpBindings> | undefined)?.outgoing?.destroy()
      }
      const alive = setInterval(() => {
        if (wasSending) cutOff()
        // While the database is away, nobody can tell.
        context
          .get('isStillSignedIn')?.()
          .then(
            (isSignedIn) => isSignedIn || cutOff(),
            () => {},
          )
        wasSending = isSending
        isAliveDue = true
        void send()
      }, aliveMs)
      void send()
      await aborted
      clearInterval(alive)
      unsubscribe()
      readers--
    })
  }
}
