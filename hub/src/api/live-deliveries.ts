import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Delivery } from '../delivery.js'
import type { Hub } from '../hub.js'

const aliveMs = 15_000

/** Deliveries as they change, as server-sent events: each `deliveries` has a list. */
export function liveDeliveries(context: Context, hub: Hub): Response {
  return streamSSE(context, async (stream) => {
    let sending = Promise.resolve()
    const send = (event: string, data: string) => {
      sending = sending.then(() => stream.writeSSE({ event, data }))
    }
    const unsubscribe = hub.deliveries.subscribe((deliveries: readonly Delivery[]) =>
      send('deliveries', JSON.stringify(deliveries)),
    )
    // So that proxies keep the connection, and a browser notices when it is gone.
    const alive = setInterval(() => send('alive', ''), aliveMs)
    send('alive', '')
    await new Promise<void>((resolve) => stream.onAbort(resolve))
    unsubscribe()
    clearInterval(alive)
  })
}
