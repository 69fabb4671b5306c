import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Delivery } from '../delivery.js'
import type { Hub } from '../hub.js'

const aliveMs = 15_000

/** Streams changed deliveries as server-sent events. The data of each `deliveries` event is a JSON list. */
export function liveDeliveries(context: Context, hub: Hub): Response {
  return streamSSE(context, async (stream) => {
    let sending = Promise.resolve()
    const send = (event: string, data: string) => {
      sending = sending.then(() => stream.writeSSE({ event, data }))
    }
    const unsubscribe = hub.deliveries.subscribe((deliveries: readonly Delivery[]) =>
      send('deliveries', JSON.stringify(deliveries)),
    )
    // Keeps proxies from closing an idle connection, and lets the browser notice a broken one.
    const alive = setInterval(() => send('alive', ''), aliveMs)
    send('alive', '')
    await new Promise<void>((resolve) => stream.onAbort(resolve))
    unsubscribe()
    clearInterval(alive)
  })
}
