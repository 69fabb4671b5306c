import * as childProcess from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Worker } from 'node:worker_threads'
import { Client, Pool } from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Database } from '../src/database/database.js'
import { openPglite } from '../src/database/open-pglite.js'
import { openInstance } from '../src/database/pglite-instance.js'
import { PgliteStream } from '../src/database/pglite-stream.js'
import { databases, type TestDatabases } from './databases.js'

const execFile = promisify(childProcess.execFile)
const logger = pino({ level: 'silent' })
const stopped = () => new Error('The embedded database has stopped')
let server: TestDatabases
let database: Database

beforeAll(async () => {
  const [{ start }] = databases as readonly [(typeof databases)[number]]
  server = await start()
  database = await openPglite((await server.create()).dataFolder, logger)
})

afterAll(async () => {
  await database.close()
  await server.stop()
})

test('a running statement does not block the event loop', async () => {
  const order: string[] = []
  const statement = database.pool
    .query('SELECT count(*) FROM generate_series(1, 300000)')
    .then(() => order.push('statement'))
  await sleep(1)
  order.push('timer')
  await statement
  expect(order).toEqual(['timer', 'statement'])
})

test('a new connection sees no open transaction and no prepared statement of a broken one', async () => {
  const { pool } = database
  const prepared = { name: 'answer', text: 'SELECT 42 AS answer' }
  const client = await pool.connect()
  await client.query(prepared)
  await client.query('BEGIN')
  await client.query('CREATE TABLE half_done ()')
  client.release(new Error('broken'))
  const { rows } = await pool.query("SELECT to_regclass('half_done') AS half_done")
  expect(rows).toEqual([{ half_done: null }])
  expect((await pool.query(prepared)).rows).toEqual([{ answer: 42 }])
})

test('statements of an old connection are ignored once a new one has begun', async () => {
  const thread = new Worker(new URL('../src/database/pglite-thread.js', import.meta.url), {
    workerData: { folder: (await server.create()).dataFolder, fsync: false },
  })
  await once(thread, 'message')
  const [last, next] = [0, 1].map(
    () =>
      new Client({
        stream: () => new PgliteStream(thread, stopped),
        user: 'postgres',
        database: 'postgres',
        ssl: false,
      }),
  )
  last?.on('error', () => {})
  await last?.connect()
  await next?.connect()
  await next?.query('BEGIN')
  await next?.query('CREATE TABLE half ()')
  last?.query('COMMIT').catch(() => {})
  await next?.query('ROLLBACK')
  expect((await next?.query("SELECT to_regclass('half') AS half"))?.rows).toEqual([{ half: null }])
  await next?.end()
  await thread.terminate()
})

test('each of several pipelined statements gets its own result, or an error with the server’s details', async () => {
  const client = await database.pool.connect()
  const results = await Promise.allSettled([
    client.query('CREATE TABLE single (id int PRIMARY KEY)'),
    client.query('INSERT INTO single VALUES ($1) RETURNING id', [1]),
    client.query('INSERT INTO single VALUES ($1)', [1]),
    client.query('SELECT 1 / $1::int', [0]),
    client.query('SELECT count(*)::int FROM single'),
  ])
  client.release()
  expect(results).toMatchObject([
    { status: 'fulfilled' },
    { value: { rows: [{ id: 1 }] } },
    { reason: { code: '23505', constraint: 'single_pkey', detail: 'Key (id)=(1) already exists.' } },
    { reason: { code: '22012' } },
    { value: { rows: [{ count: 1 }] } },
  ])
})

test('values of several megabytes survive the round trip', async () => {
  const text = 'José 🎉 '.repeat(500_000)
  const { rows } = await database.pool.query('SELECT $1::text AS text', [text])
  expect(rows[0].text === text).toBe(true)
})

test.each([true, false])('with fsync %s, that is whether a commit waits for the disk', async (fsync) => {
  const { fsyncSync } = fs
  let count = 0
  fs.fsyncSync = (descriptor) => {
    count++
    fsyncSync(descriptor)
  }
  syncBuiltinESMExports()
  onTestFinished(() => {
    fs.fsyncSync = fsyncSync
    syncBuiltinESMExports()
  })
  const { dataFolder: folder } = await server.create()
  const lite = await openInstance({ folder, fsync })
  await lite.exec('CREATE TABLE committed (id int)')
  count = 0
  for (let id = 0; id < 3; id++) await lite.query('INSERT INTO committed VALUES ($1)', [id])
  expect(count).toBe(fsync ? 3 : 0)
  await lite.close()
})

test('a folder is locked against other hubs of the same process, also in another thread', async () => {
  const { dataFolder = '' } = await server.create()
  const first = await openPglite(dataFolder, logger)
  await expect(openPglite(dataFolder, logger)).rejects.toThrow(/another process uses this folder/)
  const program = `const { parentPort, workerData } = require('node:worker_threads')
    import('prompt-webhooks-hub')
      .then(({ createHub }) => createHub({ dataFolder: workerData }))
      .then(() => parentPort.postMessage('started'), ({ message }) => parentPort.postMessage(message))`
  const thread = new Worker(program, { eval: true, workerData: dataFolder })
  const [message] = await once(thread, 'message')
  expect(message).toMatch(/another process uses this folder/)
  await thread.terminate()
  await first.close()
})

test('a folder is created in another process, and reads back what was written', async () => {
  const folder = join((await server.create()).dataFolder ?? '', 'new')
  const first = await openPglite(folder, logger, true)
  await first.pool.query('CREATE TABLE kept AS SELECT 42 AS answer')
  await first.close()
  const second = await openPglite(folder, logger)
  expect((await second.pool.query('SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }])
  expect((await second.pool.query('SHOW shared_buffers')).rows).toEqual([{ shared_buffers: '8MB' }])
  await second.close()
})

test('it also works in a program that is passed with --eval', async () => {
  const program = `import { createHub } from 'prompt-webhooks-hub'
    const hub = await createHub({ work: false })
    console.log(await hub.ready())
    await hub.close()`
  const { stdout } = await execFile(process.execPath, ['--input-type=module', '--eval', program])
  expect(stdout).toBe('true\n')
})

test('a folder without a valid database is refused, and its lock is released', async () => {
  const folder = join((await server.create()).dataFolder ?? '', 'another')
  await mkdir(folder)
  await writeFile(join(folder, 'PG_VERSION'), 'none')
  await expect(openPglite(folder, logger)).rejects.toThrow(
    `${folder}: the embedded database does not start: could not access the server configuration file`,
  )
  await expect(openPglite(folder, logger)).rejects.toThrow(
    'replace it with your last copy of it, or choose a new folder',
  )
  await expect(openPglite(folder, logger)).rejects.not.toThrow(/another process/)
})

test('when the database stops, waiting and later statements fail', async () => {
  const thread = new Worker("require('node:worker_threads').parentPort.once('message', () => {})", {
    eval: true,
  })
  const pool = new Pool({ stream: () => new PgliteStream(thread, stopped), ssl: false })
  await expect(pool.query('SELECT 1')).rejects.toThrow(/embedded database/)
  if (thread.threadId > 0) await once(thread, 'exit')
  await expect(pool.query('SELECT 1')).rejects.toThrow(/embedded database/)
  await pool.end()
})
