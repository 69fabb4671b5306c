import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createHub } from 'prompt-webhooks-hub'
import type { DatabaseOptions } from '../databases.js'
import { startEndpoint } from '../endpoint.js'
import { seededRandom } from './random.js'

export interface CrashPlan {
  readonly database: DatabaseOptions
  /** What each process does. The embedded database supports only one process. */
  readonly processes: readonly { readonly work: boolean; readonly publish: boolean }[]
  readonly events: number
  readonly kills: number
  readonly webhooks: number
  /**
   * Decides which requests fail, and when which process is killed. Set `CRASH_SEED` to repeat a run's
   * decisions.
   */
  readonly seed?: number
}

export interface CrashReport {
  readonly seed: number
  readonly accepted: number
  readonly kills: number
  readonly expected: number
  readonly missing: number
  /** Deliveries that the endpoint accepted again after the first time. */
  readonly duplicates: number
  readonly requests: number
  readonly seconds: number
}

/** Kills processes at random while they publish and deliver to faulty webhooks, and reports what arrived. */
export async function crash({
  database,
  processes,
  events,
  kills,
  webhooks,
  seed = Number(process.env.CRASH_SEED ?? Date.now() % 2 ** 31),
}: CrashPlan): Promise<CrashReport> {
  // Printed first, so that it is known whatever goes wrong.
  console.log(`CRASH_SEED=${seed}`)
  const randomAnswer = seededRandom(seed)
  const randomKill = seededRandom(seed + 1)
  const started = Date.now()
  const arrived = new Map<string, number>()
  const endpoint = await startEndpoint(({ headers }, response) => {
    const luck = randomAnswer()
    // An error status, a broken connection, or no answer in time.
    if (luck < 0.1) return response.writeHead(500).end()
    if (luck < 0.15) return response.destroy()
    if (luck < 0.16) return setTimeout(() => response.destroy(), 1500)
    const id = String(headers['webhook-id'])
    arrived.set(id, (arrived.get(id) ?? 0) + 1)
    return response.writeHead(204).end()
  })
  const setup = await createHub({ ...database, work: false, allow: ['127.0.0.1'] })
  for (let index = 0; index < webhooks; index++)
    await setup.webhooks.create({ url: endpoint.url, allowDuplicate: true })
  await setup.close()

  const accepted = new Map<number, string[]>()
  let isPublished = false
  const note = (line: string) => {
    const [word, number, ...ids] = line.split(' ')
    if (word === 'accepted') accepted.set(Number(number), ids)
    if (word === 'published') isPublished = true
  }
  const start = async ({ work, publish }: CrashPlan['processes'][number]) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', fileURLToPath(new URL('process.ts', import.meta.url))],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          CRASH_WORK: `${work}`,
          ...(publish ? { CRASH_PUBLISH: `${accepted.size + 1}-${events}` } : {}),
          ...(database.databaseUrl ? { CRASH_DATABASE_URL: database.databaseUrl } : {}),
          ...(database.dataFolder ? { CRASH_FOLDER: database.dataFolder } : {}),
        },
      },
    )
    const lines = createInterface(child.stdout)
    await new Promise<void>((resolve, reject) => {
      lines.on('line', (line) => (line === 'ready' ? resolve() : note(line)))
      child.on('exit', () => reject(new Error('A process exited although it was not killed')))
    })
    return child
  }
  const end = async (child: ChildProcess) => {
    // `close` comes after the last output, unlike `exit`.
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    await ended
  }

  const children = await Promise.all(processes.map(start))
  let killed = 0
  while (killed < kills) {
    // Spreads the kills over the whole time of publishing.
    const due = (events * (killed + randomKill())) / kills
    while (accepted.size < due && !isPublished) await sleep(5)
    const index = Math.floor(randomKill() * processes.length)
    const [child, plan] = [children[index], processes[index]]
    if (!child || !plan) continue
    await end(child)
    killed++
    children[index] = await start(plan)
  }
  while (!isPublished) await sleep(50)
  const expected = [...accepted.values()].flat()
  const missing = () => expected.filter((id) => !arrived.has(id)).length
  // Waits while deliveries keep arriving. The limit is longer than the takeover of a killed process's
  // deliveries.
  let progressAt = Date.now()
  for (let before = missing(); before && Date.now() < progressAt + 60_000; ) {
    await sleep(100)
    const now = missing()
    if (now < before) progressAt = Date.now()
    before = now
  }
  await Promise.all(children.map(end))
  await endpoint.stop()
  return {
    seed,
    accepted: accepted.size,
    kills: killed,
    expected: expected.length,
    missing: missing(),
    duplicates: [...arrived.values()].reduce((sum, count) => sum + count - 1, 0),
    requests: endpoint.received.length,
    seconds: Math.round((Date.now() - started) / 1000),
  }
}
