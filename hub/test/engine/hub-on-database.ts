import type { Pool } from 'pg'
import type { WebhookEventType } from 'prompt-webhooks'
import { webhookEventTypes } from 'prompt-webhooks'
import { vi } from 'vitest'
import { exampleOf } from '../../src/catalog.js'
import { createHub, type DeliveryState, type Hub, type HubOptions } from '../../src/index.js'
import { DeliveryQueue } from '../../src/queue/delivery-queue.js'
import type { TestDatabases } from '../databases.js'
import { startEndpoint } from '../endpoint.js'
import { eventually } from '../eventually.js'

export const [eventType, otherType] = webhookEventTypes as readonly [WebhookEventType, WebhookEventType]
export const example = exampleOf(eventType)

/** A hub on a new database with one webhook and its endpoint. All are closed at the end of the test. */
export async function hubOnDatabase(
  server: TestDatabases,
  options: HubOptions,
  ...[answer]: Parameters<typeof startEndpoint>
) {
  const database = await server.create()
  const endpoint = await startEndpoint(answer)
  let { hub, pool } = await createWithPool({ ...database, allow: ['127.0.0.1'], ...options })
  const jobs = async (): Promise<number> => {
    const { rows } = await pool.query(
      "SELECT count(*)::int AS count FROM prompt_webhooks_queue.job_common WHERE state < 'active'",
    )
    return rows[0].count
  }
  const webhook = await hub.webhooks.create({ url: endpoint.url })
  return {
    database,
    endpoint,
    webhook,
    get hub(): Hub {
      return hub
    },
    /** The hub's own connections. */
    get pool(): Pool {
      return pool
    },
    async publish(count = 1): Promise<string[]> {
      const publications = await hub.publish(Array(count).fill(example))
      return publications.flatMap(({ deliveryIds }) => deliveryIds)
    },
    inState: (id: string, state: DeliveryState) =>
      eventually(async () => {
        const delivery = await hub.deliveries.get(id)
        return delivery.state === state && delivery
      }),
    /**
     * Resolves when this many jobs are in the queue, stale ones included. What the hub has taken may still be
     * under way.
     */
    queueHas: (count: number) => eventually(async () => (await jobs()) === count),
    /** Closes the hub, runs something, and starts a hub with other options. */
    async restart(other: HubOptions, meanwhile: () => Promise<unknown> = async () => {}): Promise<void> {
      await hub.close()
      await meanwhile()
      ;({ hub, pool } = await createWithPool({ ...database, allow: ['127.0.0.1'], ...other }))
    },
    async [Symbol.asyncDispose]() {
      await hub.close()
      await endpoint.stop()
    },
  }
}

/** Creates a hub. Also returns its connections, because an embedded database allows no others. */
async function createWithPool(options: HubOptions): Promise<{ hub: Hub; pool: Pool }> {
  const starting = vi.spyOn(DeliveryQueue, 'start')
  const hub = await createHub(options)
  const [{ pool }] = starting.mock.lastCall as Parameters<typeof DeliveryQueue.start>
  starting.mockRestore()
  return { hub, pool }
}
