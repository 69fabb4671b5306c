// Compares the hub with bare inserts and bare requests in the same run. The results are ratios, so that they
// can be compared across machines. Run with `npm run bench --workspace hub`.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Pool } from 'pg'
import { pino } from 'pino'
import { type WebhookEventType, webhookEventTypes } from 'prompt-webhooks'
import { createHub, type Hub } from 'prompt-webhooks-hub'
import { exampleOf } from 'prompt-webhooks-hub/catalog'
import { median } from '../../bench/interleave.js'
import { openPglite } from '../src/database/open-pglite.js'
import { type DatabaseOptions, databases } from '../test/databases.js'
import { startEndpoint } from '../test/endpoint.js'

const rounds = Number(process.env.ROUNDS ?? 5)
const backlog = Number(process.env.BACKLOG ?? 100_000)
const [eventType, otherType] = webhookEventTypes as readonly [WebhookEventType, WebhookEventType]
const example = exampleOf(eventType)
const body = JSON.stringify(example)
const say = (what: string, figure: string) => console.log(`  ${what.padEnd(58)} ${figure}`)

interface Target {
  readonly url: string
  /** Starts counting. `reached` resolves when `count` requests have arrived. */
  expect(count: number): Promise<{ readonly reached: Promise<unknown> }>
  stop(): void
}

for (const { name, start } of databases) {
  console.log(name)
  const server = await start()
  const create = () => server.create()
  const target = await startTarget()
  await publishing(create, target)
  for (const concurrency of [10, 50]) await delivering(create, target, concurrency)
  await idle(create)
  await besideADeadOne(create)
  for (const [count, slow] of [
    [20_000, 1],
    [100_000, 1],
    [20_000, 20],
  ] as const)
    await behindABacklog(create, count, slow)
  for (const paused of [false, true]) await backlogged(create, target, paused)
  await takenOver(create)
  target.stop()
  await server.stop()
}

async function startTarget(): Promise<Target> {
  const child: ChildProcess = fork(fileURLToPath(new URL('endpoint-process.ts', import.meta.url)))
  const [{ port }] = await once(child, 'message')
  return {
    url: `http://127.0.0.1:${port}/`,
    async expect(count) {
      child.send({ next: count })
      await once(child, 'message')
      return { reached: once(child, 'message') }
    },
    stop: () => child.kill(),
  }
}

type Create = () => Promise<DatabaseOptions>

async function secondsOf(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return (performance.now() - started) / 1000
}

/** Publishes to one webhook, compared with the same number of bare single-row inserts. */
async function publishing(create: Create, { url }: Target): Promise<void> {
  const options = await create()
  const hub = await createHub({ ...options, work: false, allow: ['127.0.0.1'] })
  await hub.webhooks.create({ url })
  const bare = await bareDatabase(create)
  await bare.pool.query('CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text)')
  const insert = () => bare.pool.query('INSERT INTO bare (body) VALUES ($1)', [body])
  for (const concurrency of [1, 10]) {
    const count = 200 * concurrency
    const ratios: number[] = []
    const rates: number[] = []
    for (let round = -1; round < rounds; round++) {
      const inserting = await secondsOf(() => repeat(insert, count, concurrency))
      const publishing = await secondsOf(() => repeat(() => hub.publish(example), count, concurrency))
      if (round < 0) continue
      ratios.push(inserting / publishing)
      rates.push(count / publishing)
    }
    say(
      `publishes, ${concurrency} at a time, to bare inserts (aim 0.3)`,
      `${median(ratios).toFixed(2)}  ${median(rates).toFixed(0)}/s`,
    )
  }
  const parallel = await secondsOf(() => repeat(() => hub.publish(example), 2000, 2000))
  say('publishes, 2,000 at a time', `${(2000 / parallel).toFixed(0)}/s`)
  await bare.close()
  await hub.close()
}

async function repeat(run: () => Promise<unknown>, count: number, concurrency: number): Promise<void> {
  let left = count
  const loop = async () => {
    while (left-- > 0) await run()
  }
  await Promise.all(Array.from({ length: concurrency }, loop))
}

async function bareDatabase(create: Create): Promise<{ pool: Pool; close: () => Promise<void> }> {
  const { databaseUrl, dataFolder, fsync } = await create()
  if (databaseUrl === undefined) return openPglite(dataFolder, pino({ level: 'silent' }), fsync)
  const pool = new Pool({ connectionString: databaseUrl })
  return { pool, close: () => pool.end() }
}

/** A thousand deliveries, compared with the same number of bare requests to the same server. */
async function delivering(create: Create, { url, expect }: Target, concurrency: number): Promise<void> {
  const hub = await createHub({
    ...(await create()),
    allow: ['127.0.0.1'],
    concurrency,
    concurrencyPerWebhook: concurrency,
  })
  await hub.webhooks.create({ url })
  const count = 1000
  const ratios: number[] = []
  const rates: number[] = []
  for (let round = -1; round < rounds; round++) {
    const fetched = await expect(count)
    const fetching = await secondsOf(async () => {
      await repeat(() => bareFetch(url), count, concurrency)
      await fetched.reached
    })
    const arrived = await expect(count)
    await hub.publish(Array(count).fill(example))
    const delivering = await secondsOf(() => arrived.reached)
    // Results that are not recorded yet must not slow down the next round.
    while ((await hub.deliveries.list({ state: 'pending' }, { limit: 1 })).items.length) await sleep(20)
    if (round < 0) continue
    ratios.push(fetching / delivering)
    rates.push(count / delivering)
  }
  say(
    `deliveries at ${concurrency}, to bare fetches (aim ${concurrency === 10 ? 0.6 : 0.8})`,
    `${median(ratios).toFixed(2)}  ${median(rates).toFixed(0)}/s`,
  )
  await hub.close()
}

async function bareFetch(url: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', body, headers })
  await answer.arrayBuffer()
}

async function arrivals(hub: Hub, count: number): Promise<number[]> {
  const times = new Map<string, number>()
  const endpoint = await startEndpoint(({ headers }, response) => {
    times.set(String(headers['webhook-id']), performance.now())
    response.writeHead(204).end()
  })
  const { id } = await hub.webhooks.create({ url: endpoint.url, eventTypes: [eventType] })
  const latencies: number[] = []
  for (let index = 0; index < count; index++) {
    const started = performance.now()
    const { deliveryIds } = await hub.publish(example)
    while (!deliveryIds.some((each) => times.has(each))) await sleep(1)
    latencies.push(Math.max(...deliveryIds.flatMap((each) => times.get(each) ?? [])) - started)
    await sleep(20)
  }
  await hub.webhooks.remove(id)
  await endpoint.stop()
  return latencies.sort((a, b) => a - b)
}

async function idle(create: Create): Promise<void> {
  const hub = await createHub({ ...(await create()), allow: ['127.0.0.1'] })
  const latencies = await arrivals(hub, 40 * rounds)
  say('publish to arrival when idle, p50 (aim under 10 ms)', `${median(latencies).toFixed(1)} ms`)
  await hub.close()
}

/**
 * The slowest healthy deliveries while another endpoint with a backlog never answers, compared with those
 * without it.
 */
async function besideADeadOne(create: Create): Promise<void> {
  const hub = await createHub({ ...(await create()), allow: ['127.0.0.1'] })
  const p99 = (latencies: number[]) => latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN
  const without = p99(await arrivals(hub, 40 * rounds))
  const dead = await startEndpoint(() => {})
  const { id } = await hub.webhooks.create({ url: dead.url })
  await hub.publish(Array(1000).fill(example))
  await hub.webhooks.update(id, { eventTypes: [otherType] })
  const beside = p99(await arrivals(hub, 40 * rounds))
  say(
    'p99 beside a dead endpoint, to that without (aim 2)',
    `${(beside / without).toFixed(2)}  ${beside.toFixed(1)} ms`,
  )
  await dead.stop()
  await hub.close()
}

/** The time until an event arrives that is published behind a backlog of other, slow webhooks. */
async function behindABacklog(create: Create, count: number, slowWebhooks: number): Promise<void> {
  const hub = await createHub({ ...(await create()), allow: ['127.0.0.1'] })
  const slow = await startEndpoint((_, response) => setTimeout(() => response.writeHead(204).end(), 1000))
  for (let index = 0; index < slowWebhooks; index++) {
    await hub.webhooks.create({ url: slow.url, eventTypes: [otherType], allowDuplicate: true })
  }
  const events = Array(1000 / slowWebhooks).fill(exampleOf(otherType))
  for (let left = count; left > 0; left -= 1000) await hub.publish(events)
  const latencies = await arrivals(hub, 12 * rounds)
  say(
    `behind ${count} of ${slowWebhooks} slow: p50, most (aim under 300 ms)`,
    `${median(latencies).toFixed(0)} ms  ${latencies.at(-1)?.toFixed(0)} ms`,
  )
  await hub.close()
  await slow.stop()
}

/**
 * Delivers a backlog: once while its events arrive, and once after a pause in which they have arrived. The
 * worker has already run against an empty database.
 */
async function backlogged(create: Create, { url, expect }: Target, paused: boolean): Promise<void> {
  const options = { ...(await create()), allow: ['127.0.0.1'], concurrency: 50, concurrencyPerWebhook: 50 }
  const hub = await createHub(options)
  const { id } = await hub.webhooks.create({ url })
  for (let index = 0; index < 50; index++) await hub.publish(example)
  while ((await hub.deliveries.list({ state: 'pending' }, { limit: 1 })).items.length) await sleep(20)

  const when = paused ? 'after a pause' : 'as it arrives'
  const rate = (seconds: number) => `${(backlog / seconds).toFixed(0)}/s`
  const arrived = await expect(backlog)
  if (paused) await hub.webhooks.pause(id)
  const publishing = secondsOf(async () => {
    for (let left = backlog; left > 0; left -= 1000) await hub.publish(Array(1000).fill(example))
  })
  if (paused) {
    await publishing
    await hub.webhooks.resume(id)
  }
  const delivering = secondsOf(() => arrived.reached)
  say(`a backlog of ${backlog} ${when}: published`, rate(await publishing))
  say(`a backlog of ${backlog} ${when}: delivered (aim 2,000)`, rate(await delivering))
  say('memory after it', `${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`)
  await hub.close()
}

/**
 * The time from the death of a worker that holds a delivery to the next attempt, by a process that is started
 * then.
 */
async function takenOver(create: Create): Promise<void> {
  const options = await create()
  const endpoint = await startEndpoint(() => {})
  const fill = await createHub({ ...options, work: false, allow: ['127.0.0.1'] })
  await fill.webhooks.create({ url: endpoint.url })
  await fill.publish(example)
  await fill.close()

  const worker = fork(fileURLToPath(new URL('worker-process.ts', import.meta.url)), [JSON.stringify(options)])
  await endpoint.count(1)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  let hub: Hub | undefined
  const seconds = await secondsOf(async () => {
    hub = await createHub({ ...options, allow: ['127.0.0.1'] })
    await endpoint.count(2)
  })
  say("a killed worker's deliveries taken up again (aim under 10 s)", `${seconds.toFixed(1)} s`)
  await endpoint.stop()
  await hub?.close()
}
