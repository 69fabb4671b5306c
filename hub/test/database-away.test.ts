import { once } from 'node:events'
import { type AddressInfo, createServer, connect as openSocket, type Socket } from 'node:net'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { pino } from 'pino'
import { webhookEventTypes } from 'prompt-webhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasTools } from '../../test/support/tools.js'
import { createApp } from '../src/app.js'
import { exampleOf } from '../src/catalog.js'
import { openPostgres } from '../src/database/open-postgres.js'
import { transaction } from '../src/database/transaction.js'
import { createHub, type Hub } from '../src/index.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'
import { from, stubHub } from './safety/stub-hub.js'

const [firstType] = webhookEventTypes
const id = '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11'
const json = { 'Content-Type': 'application/json' }

const requests: readonly (readonly [path: string, init?: RequestInit])[] = [
  ['/metrics'],
  ['/readyz'],
  ['/api/events', { method: 'POST', headers: json, body: JSON.stringify(exampleOf(firstType)) }],
  ['/api/events'],
  [`/api/events/${id}`],
  ['/api/webhooks'],
  ['/api/webhooks', { method: 'POST', headers: json, body: '{"url":"https://example.com/"}' }],
  [`/api/webhooks/${id}`],
  [`/api/webhooks/${id}`, { method: 'PATCH', headers: json, body: '{"description":"x"}' }],
  [`/api/webhooks/${id}/pause`, { method: 'POST' }],
  [`/api/webhooks/${id}/resume`, { method: 'POST' }],
  [`/api/webhooks/${id}/enable`, { method: 'POST' }],
  [`/api/webhooks/${id}/disable`, { method: 'POST' }],
  [`/api/webhooks/${id}/test`, { method: 'POST' }],
  [`/api/webhooks/${id}/rotate-secret`, { method: 'POST' }],
  [`/api/webhooks/${id}`, { method: 'DELETE' }],
  ['/api/deliveries'],
  [`/api/deliveries/${id}`],
  [`/api/deliveries/${id}/resend`, { method: 'POST' }],
  ['/api/deliveries/resend-given-up', { method: 'POST' }],
  ['/api/activity'],
]

/** Expects every request to say that it may be tried again, without a word about the hub's inside. */
async function expectUnavailable(hub: Hub): Promise<void> {
  const app = createApp(hub)
  const answers = await Promise.all(
    requests.map(async ([path, init]) => {
      const answer = await app.request(path, init, from('192.0.2.1'))
      return { path, answer, text: await answer.text() }
    }),
  )
  for (const { path, answer, text } of answers) {
    expect([path, answer.status, text]).toEqual([path, 503, expect.any(String)])
    expect([path, Number(answer.headers.get('retry-after'))]).toEqual([path, 5])
    expect(text).not.toMatch(/ECONN|terminated|127\.0\.0\.1|pool|log/)
  }
  for (const path of ['/', '/deliveries', '/settings/webhooks', `/deliveries/${id}`]) {
    const page = await app.request(path, { headers: { Accept: 'text/html' } })
    expect([path, page.status, page.headers.get('retry-after')]).toEqual([path, 503, '5'])
    expect(page.headers.get('content-type')).toBe('text/html; charset=UTF-8')
    expect(await page.text()).toContain('database')
  }
  expect((await app.request('/healthz')).status).toBe(200)
}

/** A proxy of a database, which can stop passing anything on, as if the server or network were hanging. */
async function startProxy(databaseUrl: string) {
  const { port: target, pathname } = new URL(databaseUrl)
  const sockets: Socket[] = []
  let isHanging = false
  let onHeld: ((connection: { socket: Socket; pass: () => void }) => void) | undefined
  const proxy = createServer((socket) => {
    const upstream = openSocket(Number(target), '127.0.0.1')
    for (const each of [socket, upstream]) sockets.push(each.on('error', () => {}))
    if (isHanging) return
    const pass = () => void socket.pipe(upstream).pipe(socket)
    if (!onHeld) return pass()
    onHeld({ socket, pass })
    onHeld = undefined
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `postgres://hub@127.0.0.1:${(proxy.address() as AddressInfo).port}${pathname}`,
    hang() {
      isHanging = true
      for (const socket of sockets) socket.unpipe().pause()
    },
    /** Holds the next connection back, and resolves with it when it comes. */
    holdNext: () =>
      new Promise<{ socket: Socket; pass: () => void }>((resolve) => {
        onHeld = resolve
      }),
    /** Passes on what new connections send. */
    recover() {
      isHanging = false
    },
    /** Breaks all connections. */
    cut,
    stop() {
      cut()
      proxy.close()
    },
  }
}

describe.runIf(hasTools('Postgres'))('on Postgres', () => {
  let server: PostgresServer
  afterEach(() => {
    vi.useRealTimers()
  })
  beforeAll(async () => {
    server = await startPostgres({ fsync: 'off' })
  })
  afterAll(() => server.stop())

  test('while the database is down, requests are answered with 503, and with 200 when it is back', async () => {
    const hub = await createHub({ databaseUrl: await server.createDatabase(), work: false })
    const app = createApp(hub)
    await server.crash(() => expectUnavailable(hub))
    await eventually(async () => (await app.request('/api/webhooks')).status === 200)
    expect((await app.request('/metrics')).status).toBe(200)
    await hub.close()
  })

  test('while the database is down, a hub can be closed', async () => {
    const hub = await createHub({ databaseUrl: await server.createDatabase() })
    await server.crash(() => hub.close())
  })

  test('while the database hangs, requests are answered with 503 within 30 seconds, and with 200 when it is back', async () => {
    const proxy = await startProxy(await server.createDatabase())
    // More requests than connections: some wait for one.
    const hub = await createHub({ databaseUrl: proxy.url, maxConnections: 5 })
    const app = createApp(hub)
    proxy.hang()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let isAnswered = false
    const answered = expectUnavailable(hub).finally(() => {
      isAnswered = true
    })
    // Requests are sent in five groups, one after the other.
    for (let seconds = 0; seconds < 5 * 30 && !isAnswered; seconds++) {
      await vi.advanceTimersByTimeAsync(1000)
      for (let count = 0; count < 20; count++) await setImmediate()
    }
    expect(isAnswered).toBe(true)
    await answered
    vi.useRealTimers()
    proxy.recover()
    // A sweep of expired data goes on, whose statement has a time-out that is not real.
    proxy.cut()
    await eventually(async () => (await app.request('/api/webhooks')).status === 200)
    await hub.close()
    proxy.stop()
  })

  test('a request whose connection is cut off is answered with 503', async () => {
    const databaseUrl = await server.createDatabase()
    const hub = await createHub({ databaseUrl, work: false })
    const other = await createHub({ databaseUrl, work: false })
    await hub.webhooks.create({ url: 'https://example.com/' })
    const app = createApp(hub)
    // Most of these run, or wait for a connection, when the database cuts all connections.
    const answering = Array.from({ length: 200 }, () => app.request('/api/webhooks'))
    await sleep(1)
    await server.cutConnections()
    const statuses = new Set((await Promise.all(answering)).map(({ status }) => status))
    expect([...statuses].every((status) => status === 200 || status === 503)).toBe(true)
    await Promise.all([hub, other].map((each) => each.close()))
  })

  test('a connection that cannot roll back is not given to the next statement', async () => {
    const proxy = await startProxy(await server.createDatabase())
    const { pool, close } = await openPostgres(proxy.url, 1, pino({ level: 'silent' }))
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const hanging = Promise.withResolvers<void>()
    const failing = transaction(pool, async (client) => {
      await client.query('SELECT 1')
      proxy.hang()
      hanging.resolve()
      throw new Error('refused')
    }).catch(({ message }) => message)
    await hanging.promise
    await vi.advanceTimersByTimeAsync(15_000)
    // Waits for the only connection, whose rollback is given up after 20 seconds.
    const next = pool.query('SELECT 2 AS two').then(
      ({ rows }) => rows,
      ({ message }) => message,
    )
    proxy.recover()
    await vi.advanceTimersByTimeAsync(6000)
    vi.useRealTimers()
    expect(await failing).toBe('refused')
    expect(await next).toEqual([{ two: 2 }])
    proxy.stop()
    await close()
  })

  test('a statement is given up after 20 seconds, and waiting for a connection after 10', async () => {
    const proxy = await startProxy(await server.createDatabase())
    const { pool, close } = await openPostgres(proxy.url, 1, pino({ level: 'silent' }))
    proxy.hang()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const startedAt = Date.now()
    const secondsOf = (query: Promise<unknown>) =>
      query.catch(() => Math.floor((Date.now() - startedAt) / 1000))
    // The other statement waits for the only connection, and a third one for a new connection.
    const given = Promise.all([pool.query('SELECT 1'), pool.query('SELECT 2')].map(secondsOf))
    for (let seconds = 0; seconds < 40; seconds++) {
      await vi.advanceTimersByTimeAsync(1000)
      for (let count = 0; count < 20; count++) await setImmediate()
    }
    expect(await given).toEqual([20, 10])
    vi.useRealTimers()
    proxy.stop()
    await close()
  })

  test('signals arrive again, however often it could not reconnect', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => lines.push(line) })
    const { signals, close } = await openPostgres(await server.createDatabase(), 2, logger)
    let heard = 0
    signals.on('test_of_signals', () => heard++)
    await server.crash(async () => {
      await eventually(async () => lines.filter((line) => line.includes('could not reconnect')).length > 1)
    })
    await eventually(async () => {
      signals.send('test_of_signals')
      return heard > 0
    })
    await close()
  })

  const listeners =
    "FROM pg_stat_activity WHERE application_name LIKE '%listener' AND datname = current_database()"

  test('a connection that cannot listen for signals is closed before the next one is made', async () => {
    const lines: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => lines.push(line) })
    const { pool, signals, close } = await openPostgres(await server.createDatabase(), 2, logger)
    // No channel can have this name, so that LISTEN is refused.
    signals.on('no name', () => {})
    await pool.query(`SELECT pg_terminate_backend(pid) ${listeners}`)
    await eventually(async () => lines.filter((line) => line.includes('could not reconnect')).length > 2)
    await eventually(async () => (await pool.query(`SELECT ${listeners}`)).rows.length === 0)
    await close()
  })

  test('signals arrive again after the network has dropped the connection without a sign', async () => {
    const databaseUrl = await server.createDatabase()
    const proxy = await startProxy(databaseUrl)
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] })
    const { signals, close } = await openPostgres(proxy.url, 2, pino({ level: 'silent' }))
    let heard = 0
    signals.on('test_of_signals', () => heard++)
    // Only the connections that exist hang.
    proxy.hang()
    proxy.recover()
    for (let seconds = 0; seconds < 60; seconds++) {
      await vi.advanceTimersByTimeAsync(1000)
      for (let count = 0; count < 20; count++) await setImmediate()
    }
    vi.useRealTimers()
    const client = new Client(databaseUrl)
    await client.connect()
    await eventually(async () => {
      await client.query('NOTIFY test_of_signals')
      return heard > 0
    })
    await client.end()
    await close()
    proxy.stop()
  })

  test('closing does not wait for a server that hangs', async () => {
    const proxy = await startProxy(await server.createDatabase())
    const { close } = await openPostgres(proxy.url, 2, pino({ level: 'silent' }))
    proxy.hang()
    await close()
    proxy.stop()
  })

  test('closing also closes a connection that is being made', async () => {
    const databaseUrl = await server.createDatabase()
    const proxy = await startProxy(databaseUrl)
    const { close } = await openPostgres(proxy.url, 2, pino({ level: 'silent' }))
    const held = proxy.holdNext()
    const client = new Client(databaseUrl)
    await client.connect()
    await client.query(`SELECT pg_terminate_backend(pid) ${listeners}`)
    await client.end()
    const { socket, pass } = await held
    const isClosed = once(socket, 'close')
    await close()
    pass()
    await isClosed
    proxy.stop()
  })

  test('closing leaves nothing behind that would connect again', async () => {
    const { close } = await openDatabase({ databaseUrl: await server.createDatabase() })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await close()
    await setImmediate()
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('while the embedded database has stopped, requests are answered with 503', async () => {
  const hub = await createHub({ work: false })
  await hub.close()
  await expectUnavailable(hub)
})

const failed = (message: string, code: string, syscall?: string) =>
  Object.assign(new Error(message), { code, ...(syscall && { syscall }) })

test.each<[string, Error]>([
  ['has no connection left', failed('sorry, too many clients already', '53300')],
  ['shuts down', failed('terminating connection due to administrator command', '57P01')],
  ['has become a read-only replica', failed('cannot execute INSERT in a read-only transaction', '25006')],
  ['has a name that is not known', failed('getaddrinfo ENOTFOUND postgres', 'ENOTFOUND', 'getaddrinfo')],
  [
    'answers at none of its addresses',
    new AggregateError([failed('connect ECONNREFUSED ::1:5432', 'ECONNREFUSED', 'connect')]),
  ],
])('while the database %s, requests are answered with 503', async (_, error) => {
  const hub = stubHub({ webhooks: { list: () => Promise.reject(error) } as never })
  const answer = await createApp(hub).request('/api/webhooks')
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
})

test('a fault of the hub is still answered with 500', async () => {
  const hub = stubHub({
    webhooks: { list: () => Promise.reject(new TypeError('x is not a function')) } as never,
  })
  expect((await createApp(hub).request('/api/webhooks')).status).toBe(500)
})
