// A process with a prompt cache, which processes.test.ts starts and sends requests to.
import { bentostore } from 'bentocache'
import { memoryDriver } from 'bentocache/drivers/memory'
import { redisBusDriver, redisDriver } from 'bentocache/drivers/redis'
import { Redis } from 'ioredis'
import type { WebhookEvent } from '../../src/index.js'
import { createPromptCache, type PromptRead } from '../../src/prompt-cache/index.js'

export interface Setup {
  readonly kind: 'shared' | 'bus'
  readonly connection: { readonly host: string; readonly port: number }
  readonly api: string
  readonly ttlMs?: number
}

export interface Request {
  readonly get?: PromptRead
  readonly apply?: WebhookEvent
  readonly clear?: true
}

export interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

const { kind, connection: address, api, ttlMs = 60_000 }: Setup = JSON.parse(process.argv[2] ?? '')
// Commands fail soon if Redis is down. By default ioredis tries twenty times.
const connect = () => new Redis({ ...address, maxRetriesPerRequest: 1 }).on('error', () => {})

const stores = {
  shared: () => bentostore().useL2Layer(redisDriver({ connection: connect() })),
  bus: () =>
    bentostore()
      .useL1Layer(memoryDriver({ maxItems: 1000 }))
      .useL2Layer(redisDriver({ connection: connect() }))
      .useBus(redisBusDriver({ connection: connect() })),
}

const cache = createPromptCache<{ text: string }>({
  store: stores[kind](),
  ttlMs,
  // A busy machine must not make a held load late.
  loadTimeoutMs: 60_000,
  load: async (read) => {
    const response = await fetch(`${api}/${encodeURIComponent(JSON.stringify(read))}`)
    if (!response.ok) throw new Error(`the API says ${response.status}`)
    return response.json() as Promise<{ text: string }>
  },
  isOutage: (error) => !String(error).includes('404'),
})

async function answer({ get, apply, clear }: Request): Promise<unknown> {
  if (get) return cache.get(get)
  if (apply) return cache.apply(apply)
  if (clear) return cache.clear()
  return undefined
}

process.on('message', async ({ id, request }: { id: number; request: Request }) => {
  try {
    process.send?.({ id, value: await answer(request) } satisfies Answer)
  } catch (error) {
    process.send?.({ id, error: String(error) } satisfies Answer)
  }
})
process.on('disconnect', () => cache.close().finally(() => process.exit()))
