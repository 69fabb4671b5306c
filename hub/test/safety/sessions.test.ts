import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.js'
import { createHub, type Hub } from '../../src/index.js'
import { applyRetention } from '../../src/store/retention.js'
import { type DatabaseOptions, databases, type TestDatabases } from '../databases.js'
import { eventually } from '../eventually.js'
import { openDatabase } from '../open-database.js'
import { from, stubHub } from './stub-hub.js'

const token = 'a-token-that-is-long-enough'

/** What a browser with this hub in front of it does. */
function browserOf(hub: Hub) {
  const app = createApp(hub, { token })
  const ask = (path: string, cookie: string, init: RequestInit = {}) =>
    app.request(
      `http://localhost${path}`,
      { ...init, headers: { host: 'localhost', cookie } },
      from('192.0.2.1'),
    )
  return {
    async signIn(): Promise<string> {
      const { headers } = await ask('/sign-in', '', {
        method: 'POST',
        body: new URLSearchParams({ token }),
      })
      return headers.get('set-cookie')?.split(';')[0] ?? ''
    },
    signOut: (cookie: string) => ask('/sign-out', cookie, { method: 'POST', body: new URLSearchParams() }),
    live: (cookie: string) => ask('/api/deliveries/live', cookie),
    status: async (cookie: string) => (await ask('/api/webhooks', cookie)).status,
  }
}

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  let database: DatabaseOptions
  let hub: Hub
  beforeAll(async () => {
    server = await start()
    database = await server.create()
    hub = await createHub({ ...database, work: false })
  })
  afterAll(async () => {
    await hub.close()
    await server.stop()
  })

  test('signing out ends the session for everyone who has a copy of its cookie, and no other session', async () => {
    const { signIn, signOut, status } = browserOf(hub)
    const [first, second] = [await signIn(), await signIn()]
    expect([await status(first), await status(second)]).toEqual([200, 200])
    const signedOut = await signOut(first)
    expect(signedOut.status).toBe(303)
    expect(signedOut.headers.get('set-cookie')).toMatch(/^prompt_webhooks_session=; Max-Age=0; Path=\//)
    expect([await status(first), await status(second)]).toEqual([401, 200])
    // Again, and without a session.
    expect((await signOut(first)).status).toBe(303)
    expect((await signOut('')).status).toBe(303)
  })

  test('an ended session is remembered for as long as its cookie would be valid', async () => {
    const { signIn, signOut } = browserOf(hub)
    const end = vi.spyOn(hub.sessions, 'end')
    await signOut(await signIn())
    const [[, expiresAt] = []] = end.mock.calls
    end.mockRestore()
    const week = 7 * 24 * 60 * 60_000
    expect(Math.abs(Number(expiresAt) - Date.now() - week)).toBeLessThan(60_000)
  })

  test('a live page ends soon after its session, and no other one', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { signIn, signOut, live } = browserOf(hub)
    const [first, second] = [await signIn(), await signIn()]
    const [ending, staying] = await Promise.all([first, second].map(readAll))
    async function readAll(cookie: string) {
      const { body } = await live(cookie)
      const page = { hasEnded: false }
      body?.pipeTo(new WritableStream()).finally(() => {
        page.hasEnded = true
      })
      return page
    }
    vi.advanceTimersByTime(15_000)
    await signOut(first)
    expect(ending?.hasEnded).toBe(false)
    vi.advanceTimersByTime(15_000)
    await expect.poll(() => ending?.hasEnded).toBe(true)
    vi.advanceTimersByTime(15_000)
    expect(staying?.hasEnded).toBe(false)
    await signOut(second)
    vi.advanceTimersByTime(15_000)
    await expect.poll(() => staying?.hasEnded).toBe(true)
    vi.useRealTimers()
  })

  test('it has ended in a process that starts later, too', async () => {
    const { signIn, signOut } = browserOf(hub)
    const cookie = await signIn()
    if (name === 'Postgres') {
      const other = await createHub({ ...database, work: false })
      expect(await browserOf(other).status(cookie)).toBe(200)
      await signOut(cookie)
      expect(await browserOf(other).status(cookie)).toBe(401)
      await other.close()
    } else {
      await signOut(cookie)
      await hub.close()
      hub = await createHub({ ...database, work: false })
      expect(await browserOf(hub).status(cookie)).toBe(401)
    }
  })
})

test('ended sessions are forgotten when their cookie has expired, and not before', async () => {
  const [{ start }] = databases as readonly [(typeof databases)[number]]
  const server = await start()
  const database = await server.create()
  const hub = await createHub({ ...database, work: false })
  const [past, future] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
  await hub.sessions.end(past, new Date(Date.now() - 60_000))
  await hub.sessions.end(future, new Date(Date.now() + 60_000))
  await hub.close()
  const { pool, close } = await openDatabase(database)
  await applyRetention(pool, { deliveredSeconds: 60, givenUpSeconds: 60, idempotencyKeySeconds: 60 })
  const { rows } = await pool.query('SELECT id FROM prompt_webhooks.ended_session')
  expect(rows).toEqual([{ id: future }])
  await close()
  await server.stop()
})

test('while the database is away, a live page stays, because nobody can tell whether its session has ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const rejections = vi.fn()
  process.on('unhandledRejection', rejections)
  const hasEnded = vi.fn(async () => false)
  const { signIn, live } = browserOf(
    stubHub({
      sessions: { end: async () => {}, hasEnded },
      deliveries: { subscribe: () => () => {} } as never,
    }),
  )
  const { body } = await live(await signIn())
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => (await reader?.read())?.value
  expect(await read()).toContain('event: alive')
  hasEnded.mockRejectedValue(new Error('the database is away'))
  for (let ticks = 0; ticks < 2; ticks++) {
    vi.advanceTimersByTime(15_000)
    expect(await read()).toContain('event: alive')
  }
  await eventually(async () => hasEnded.mock.calls.length === 3)
  await setImmediate()
  process.off('unhandledRejection', rejections)
  expect(rejections).not.toHaveBeenCalled()
  await reader?.cancel()
  vi.useRealTimers()
})
