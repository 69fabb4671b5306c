import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Worker, WorkerOptions } from 'node:worker_threads'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createApp } from '../src/app.js'
import { lockFolder } from '../src/database/lock-folder.js'
import { openPglite } from '../src/database/open-pglite.js'
import { createHub } from '../src/index.js'
import { secretBox } from '../src/secret-box.js'
import { emptyPglite } from './databases.js'
import { encryptionKey } from './encryption-key.js'
import { startEndpoint } from './endpoint.js'
import { example } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'

/** The threads of embedded databases, the last started last. */
const threads = vi.hoisted((): Worker[] => [])

vi.mock(import('node:worker_threads'), async (original) => {
  const module = await original()
  class WorkerOnDisk extends module.Worker {
    constructor(url: URL, options: WorkerOptions) {
      const execArgv =
        options.workerData.folder === undefined
          ? []
          : ['--import', new URL('full-disk.js', import.meta.url).href]
      super(url, { ...options, execArgv })
      threads.push(this)
    }
  }
  return { ...module, Worker: WorkerOnDisk as typeof module.Worker }
})

let parent: string
let folder: string
let log: string
const logger = pino({ level: 'info' }, { write: (line) => (log += line) })

beforeEach(() => {
  log = ''
  parent = mkdtempSync(join(tmpdir(), 'prompt-webhooks-faults-'))
  folder = join(parent, 'data')
})
afterEach(() => rmSync(parent, { recursive: true }))

/** The processes that run, without those that have ended and that nobody has asked about. */
function processes(): { id: number; parent: number }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return state === 'Z' ? [] : [{ id: Number(name), parent: Number(parent) }]
    } catch {
      // It has just ended.
      return []
    }
  })
}

const copyDatabase = async () => cpSync(await emptyPglite(), folder, { recursive: true })
const fillDisk = () => writeFileSync(join(parent, 'full'), '')
const freeDisk = () => rmSync(join(parent, 'full'))

describe('a full disk', () => {
  beforeEach(copyDatabase)

  test('is answered with 507 and named; the hub keeps what it accepted, and goes on once there is space', async () => {
    const endpoint = await startEndpoint()
    const hub = await createHub({ dataFolder: folder, allow: ['127.0.0.1'], logger })
    const app = createApp(hub, { logger })
    await hub.webhooks.create({ url: endpoint.url })
    const accepted: string[] = []
    const publish = async () => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await app.request('/api/events', {
        method: 'POST',
        body: JSON.stringify(Array(50).fill(example)),
        headers,
      })
      const body = (await response.json()) as { publications: { eventId: string }[]; detail?: string }
      if (response.ok) accepted.push(...body.publications.map(({ eventId }) => eventId))
      return { status: response.status, detail: body.detail }
    }
    await publish()
    fillDisk()
    const refused = await eventually(async () => {
      const answer = await publish()
      return answer.status !== 202 && answer
    })
    expect(refused).toEqual({
      status: 507,
      detail: expect.stringContaining('The disk of the database is full'),
    })
    expect(log).toContain(`${folder}: its disk is full`)
    expect((await app.request('/healthz')).status).toBe(200)
    freeDisk()
    await eventually(async () => (await publish()).status === 202)
    await endpoint.count(accepted.length)
    for (const id of accepted) await hub.events.get(id)
    await hub.close()
    await endpoint.stop()
  })

  test('that stops Postgres itself: statements name the disk until it has recovered, and an open transaction is rolled back', async () => {
    const { pool, close } = await openPglite(folder, logger, true)
    await pool.query('CREATE TABLE kept (id int)')
    await pool.query('INSERT INTO kept VALUES (1)')
    const client = await pool.connect()
    await client.query('BEGIN')
    await client.query('INSERT INTO kept VALUES (2)')
    fillDisk()
    // Until the next segment of the log finds no space.
    const write = () => client.query("SELECT pg_logical_emit_message(false, '', repeat('x', 1000000))")
    await eventually(() =>
      write().then(
        () => false,
        () => true,
      ),
    )
    client.release(true)
    await eventually(async () => log.includes('starting it again'))
    for (let count = 0; count < 3; count++)
      await expect(pool.query('INSERT INTO kept VALUES (3)')).rejects.toMatchObject({ code: '53100' })
    freeDisk()
    const { rows } = await eventually(() => pool.query('SELECT id FROM kept').catch(() => undefined))
    expect(rows).toEqual([{ id: 1 }])
    await close()
  })
})

describe('the thread of the database ends', () => {
  beforeEach(copyDatabase)

  test('in a folder: it starts again, and everything accepted is delivered', async () => {
    const endpoint = await startEndpoint()
    const hub = await createHub({ dataFolder: folder, allow: ['127.0.0.1'], logger })
    await hub.webhooks.create({ url: endpoint.url })
    const accepted = await hub.publish(Array(300).fill(example))
    const running = Promise.allSettled([hub.publish(example), hub.deliveries.list(), hub.ready()])
    await threads.at(-1)?.terminate()
    await running
    await eventually(() => hub.ready())
    accepted.push(await hub.publish(example))
    const ids = accepted.flatMap(({ deliveryIds }) => deliveryIds)
    await eventually(async () => {
      const arrived = new Set(endpoint.ids())
      return ids.every((id) => arrived.has(id))
    })
    await hub.close()
    await endpoint.stop()
  })

  test('in memory: everything is lost, so the hub fails, and can be closed', async () => {
    const hub = await createHub({ logger })
    await threads.at(-1)?.terminate()
    expect((await hub.failed).message).toMatch(/^The embedded database has stopped: .*in memory and is lost$/)
    expect(await hub.ready()).toBe(false)
    await hub.close()
  })

  test('between two statements of a transaction: the next one fails, and the process goes on', async () => {
    const { pool, close } = await openPglite(folder, logger)
    const client = await pool.connect()
    await client.query('BEGIN')
    await threads.at(-1)?.terminate()
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
    await close()
  })

  test('while the hub closes: it does not start again', async () => {
    const { close } = await openPglite(folder, logger)
    await threads.at(-1)?.terminate()
    const count = threads.length
    await close()
    expect(threads).toHaveLength(count)
  })
})

describe('the folder', () => {
  beforeEach(copyDatabase)

  test.each(['750', '755', '770', '777'])(
    'that exists with mode %s is closed to other users',
    async (mode) => {
      chmodSync(folder, mode)
      await (await openPglite(folder, logger)).close()
      expect(statSync(folder).mode & 0o777).toBe(0o700)
    },
  )

  test('that holds something else is refused, and stays as it was', async () => {
    const other = join(parent, 'other')
    mkdirSync(other)
    chmodSync(other, 0o755)
    writeFileSync(join(other, 'notes.txt'), 'mine')
    await expect(openPglite(other, logger)).rejects.toThrow(`${other}: holds files that are not a database`)
    expect(readdirSync(other)).toEqual(['notes.txt'])
    expect(statSync(other).mode & 0o777).toBe(0o755)
  })

  test('is created again if its creation was interrupted', async () => {
    const half = join(parent, 'half')
    mkdirSync(join(half, 'base'), { recursive: true })
    writeFileSync(join(half, 'PG_VERSION'), '18')
    writeFileSync(join(half, 'hub.creating'), '')
    const { pool, close } = await openPglite(half, logger)
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    await close()
    expect(existsSync(join(half, 'hub.creating'))).toBe(false)
  })

  // Its child is found in /proc.
  test.runIf(process.platform === 'linux')(
    'is left alone once the process that has it created was killed, so that the next one may create it',
    async () => {
      const half = join(parent, 'half')
      const program = `const { createHub } = await import('prompt-webhooks-hub')
        await createHub({ dataFolder: process.argv[1] })`
      const hub = spawn(process.execPath, ['--eval', program, half])
      onTestFinished(() => void hub.kill('SIGKILL'))
      const creating = await eventually(async () => processes().find(({ parent }) => parent === hub.pid))
      hub.kill('SIGKILL')
      await eventually(async () => processes().every(({ id }) => id !== creating.id))
      // Postgres writes nothing else for a second and more. Then all of it is there, if it was not stopped.
      expect(readdirSync(half).filter((name) => !name.startsWith('hub.'))).toEqual([])
    },
  )

  test('that is damaged: the message names it, the reason and the way out', async () => {
    writeFileSync(join(folder, 'global', 'pg_control'), Buffer.alloc(100))
    await expect(createHub({ dataFolder: folder })).rejects.toThrow(
      new RegExp(
        `^${folder}: the embedded database does not start: could not read file "global/pg_control".* replace it with your last copy`,
      ),
    )
  })
})

describe('the lock', () => {
  const dead = 2 ** 22
  const locked = (owner: object, ageSeconds: number) => {
    mkdirSync(join(folder, 'hub.lock'), { recursive: true })
    writeFileSync(join(folder, 'hub.owner'), JSON.stringify(owner))
    const at = Date.now() / 1000 - ageSeconds
    utimesSync(join(folder, 'hub.lock'), at, at)
  }

  test.each([
    ['of a dead process on this machine', { pid: dead, host: hostname() }, 0, true],
    ['of a living process on this machine', { pid: process.pid, host: hostname() }, 0, false],
    ['of another machine', { pid: dead, host: `not-${hostname()}` }, 0, false],
    ['of another machine, not renewed for 50 seconds', { pid: dead, host: `not-${hostname()}` }, 50, false],
    ['of another machine, not renewed for 70 seconds', { pid: dead, host: `not-${hostname()}` }, 70, true],
  ])('%s', async (_, owner, ageSeconds, isTaken) => {
    locked(owner, ageSeconds)
    const locking = lockFolder(folder, () => {})
    if (!isTaken) await expect(locking).rejects.toThrow(`${folder}: another process uses this folder`)
    else await (await locking)()
    expect(existsSync(join(folder, 'hub.lock'))).toBe(!isTaken)
  })

  // Elsewhere the start of a process is unknown.
  test.runIf(existsSync('/proc/self/stat'))(
    'of a dead process that had the pid of this one, as after each restart of a container',
    async () => {
      mkdirSync(folder)
      const unlock = await lockFolder(folder, () => {})
      const owner = JSON.parse(readFileSync(join(folder, 'hub.owner'), 'utf8'))
      await unlock()
      expect(owner).toMatchObject({ pid: process.pid, host: hostname() })
      locked(owner, 0)
      await expect(lockFolder(folder, () => {})).rejects.toThrow(/another process uses this folder/)
      locked({ ...owner, started: `${owner.started - 1}` }, 0)
      await (await lockFolder(folder, () => {}))()
    },
  )

  test('of a start that was killed holds up others for five seconds', async () => {
    mkdirSync(join(folder, 'hub.start.lock'), { recursive: true })
    const age = (seconds: number) => {
      const at = Date.now() / 1000 - seconds
      utimesSync(join(folder, 'hub.start.lock'), at, at)
    }
    age(3)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    let isLocked = false
    const locking = lockFolder(folder, () => {}).finally(() => {
      isLocked = true
    })
    // It waits to try again.
    await eventually(async () => vi.getTimerCount() > 0)
    expect(isLocked).toBe(false)
    age(7)
    await vi.advanceTimersByTimeAsync(20)
    await (await locking)()
  })

  test('of a dead process: one of many starts at once gets it', async () => {
    for (let round = 0; round < 20; round++) {
      locked({ pid: dead, host: hostname() }, 0)
      const start = async (_: unknown, index: number) => {
        // Each a few steps behind the one before, more of them in each round.
        for (let step = 0; step < index * round; step++) await setImmediate()
        return lockFolder(folder, () => {})
      }
      const starts = await Promise.allSettled(Array.from({ length: 8 }, start))
      const won = starts.filter((start) => start.status === 'fulfilled')
      expect(won).toHaveLength(1)
      await won[0]?.value()
    }
  })
})

/** Returns those of the secrets that a file of the database holds as plain text. */
function plainSecrets(secrets: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
  return secrets.filter((secret) => texts.some((text) => text.includes(secret)))
}

test('with a key, no file of the folder still holds the secret of a webhook that was removed before', async () => {
  await copyDatabase()
  const hub = await createHub({ dataFolder: folder, work: false })
  const { id, secret } = await hub.webhooks.create({ url: 'https://example.com/' })
  await hub.webhooks.remove(id)
  await hub.close()
  expect(plainSecrets([secret])).toEqual([secret])
  const sealed = await createHub({ dataFolder: folder, work: false, key: encryptionKey('first') })
  expect(plainSecrets([secret])).toEqual([])
  await sealed.close()
})

test('with a key, no file of the folder still holds a secret as plain text', async () => {
  await copyDatabase()
  const key = encryptionKey('first')
  const [secrets, ids]: [string[], string[]] = [[], []]
  const hub = await createHub({ dataFolder: folder, work: false })
  for (let count = 0; count < 20; count++) {
    const header = randomUUID()
    const input = { url: `https://example.com/${count}`, headers: { 'X-Token': header } }
    const { id, secret } = await hub.webhooks.create(input)
    secrets.push(header, secret, (await hub.webhooks.rotateSecret(id)).secret)
    ids.push(id)
  }
  // Their rows stay in the file, and no later one overwrites them.
  for (const id of ids.slice(5)) await hub.webhooks.remove(id)
  const found = () => plainSecrets(secrets)
  await hub.close()
  const { pool: plain, close: closePlain } = await openPglite(folder, logger)
  // Statistics hold values of columns.
  await plain.query('ANALYZE')
  await closePlain()
  expect(found()).toEqual(secrets)
  const sealed = await createHub({ dataFolder: folder, work: false, key, logger })
  expect(found()).toEqual([])
  expect(log).toContain('rotate the secrets')
  await sealed.close()
  expect(found()).toEqual([])
  // Both are stored under the new key: the old one is not needed any more.
  const second = encryptionKey('second')
  await (await createHub({ dataFolder: folder, work: false, key: `${second} ${key}` })).close()
  const { pool, close } = await openPglite(folder, logger)
  const { rows } = await pool.query(
    'SELECT id, secret, previous_secret, headers FROM prompt_webhooks.webhook',
  )
  for (const row of rows)
    for (const each of [row.secret, row.previous_secret, row.headers['x-token']])
      expect(secrets).toContain(secretBox(second).open(each, row.id))
  await close()
})

test('connections that break leave no listener behind', async () => {
  await copyDatabase()
  const { pool, close } = await openPglite(folder, logger)
  const counts = new Set<number>()
  for (let count = 0; count < 20; count++) {
    const client = await pool.connect()
    counts.add(threads.at(-1)?.listenerCount('message') ?? 0)
    client.release(new Error('broken'))
  }
  expect([...counts]).toHaveLength(1)
  await close()
})

test('a process that loses its lock, for instance while suspended, leaves the folder alone at once', async () => {
  await copyDatabase()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { pool, lost, close } = await openPglite(folder, logger)
  rmSync(join(folder, 'hub.lock'), { recursive: true })
  await vi.advanceTimersByTimeAsync(30_000)
  expect((await lost).message).toBe(`${folder}: another process has taken over this folder`)
  await expect(pool.query('SELECT 1')).rejects.toThrow('another process has taken over')
  vi.useRealTimers()
  // The lock of the other process.
  mkdirSync(join(folder, 'hub.lock'))
  await close()
  expect(existsSync(join(folder, 'hub.lock'))).toBe(true)
})
