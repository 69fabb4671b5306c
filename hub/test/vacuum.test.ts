import { pino } from 'pino'
import { afterEach, expect, test, vi } from 'vitest'
import { openPglite } from '../src/database/open-pglite.js'
import { databases } from './databases.js'
import { eventually } from './eventually.js'

afterEach(() => {
  vi.useRealTimers()
})

test('the embedded database reuses the space of deleted rows, and keeps statistics', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const [{ start }] = databases as readonly [(typeof databases)[number]]
  const server = await start()
  const { pool, close } = await openPglite((await server.create()).dataFolder, pino({ level: 'silent' }))
  await pool.query('CREATE TABLE job AS SELECT generate_series(1, 10000) AS id')
  await pool.query('DELETE FROM job')
  const size = async () => (await pool.query(`SELECT pg_relation_size('job')::int AS size`)).rows[0].size
  expect(await size()).toBeGreaterThan(100_000)
  vi.advanceTimersByTime(60_000)
  await eventually(async () => (await size()) === 0)
  // The planner gets its statistics, too.
  await pool.query('INSERT INTO job SELECT generate_series(1, 10)')
  const statistics = async () =>
    (await pool.query("SELECT FROM pg_stats WHERE tablename = 'job'")).rows.length
  expect(await statistics()).toBe(0)
  vi.advanceTimersByTime(540_000)
  await eventually(async () => (await statistics()) === 1)
  await close()
  // Otherwise the process would not end.
  expect(vi.getTimerCount()).toBe(0)
  await server.stop()
})
