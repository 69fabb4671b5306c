import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createApp } from '../src/app.js'
import { createHubClient } from '../src/client.js'
import { createHub, type Hub, InvalidInputError, serve } from '../src/index.js'
import { ListenerStore } from '../src/store/listeners.js'
import { applyRetention } from '../src/store/retention.js'
import { databases, type TestDatabases } from './databases.js'
import { example } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'
import { stubHub } from './safety/stub-hub.js'

afterEach(() => {
  vi.useRealTimers()
})

/** Follows the events of a hub. */
async function follow(url: string, { query = '', cursor }: { query?: string; cursor?: string } = {}) {
  const leaving = new AbortController()
  const response = await fetch(new URL(`api/events/live${query}`, url), {
    headers: cursor === undefined ? {} : { 'last-event-id': cursor },
    signal: leaving.signal,
  })
  const messages: EventSourceMessage[] = []
  const parser = createParser({ onEvent: (message) => messages.push(message) })
  const decoder = new TextDecoder()
  const reading = (async () => {
    for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }))
  })().catch(() => {})
  if (response.ok) await eventually(async () => messages.length > 0)
  return {
    response,
    messages,
    names: () =>
      messages.flatMap(({ event, data }): string[] =>
        event === 'event' ? [JSON.parse(data).event.user_name] : [],
      ),
    cursor: () => messages.at(-1)?.id ?? '',
    async [Symbol.asyncDispose]() {
      leaving.abort()
      await reading
    },
  }
}

const named = (user_name: string) => ({ ...example, user_name })

describe.each(databases)('$name', ({ name, start }) => {
  let database: TestDatabases
  beforeAll(async () => {
    database = await start()
  })
  afterAll(() => database.stop())

  async function served(hub: Hub) {
    const server = await serve(hub, { port: 0 })
    return { url: server.url, [Symbol.asyncDispose]: () => server.close() }
  }

  test('events come in order, and after a break the missing ones, also from a later process', async () => {
    const options = await database.create()
    let hub = await createHub({ ...options, work: false })
    await hub.publish(named('too early'))
    let cursor = ''
    const expected: string[] = []
    const publish = async (count: number) => {
      // Some in one transaction, and each of the others in its own.
      const together = [0, 1].map((index) => `${expected.length + index}`)
      expected.push(...together)
      await hub.publish(together.map(named))
      for (let index = 2; index < count; index++) {
        const user_name = `${expected.length}`
        expected.push(user_name)
        await hub.publish(named(user_name))
      }
    }
    {
      await using server = await served(hub)
      await using reading = await follow(server.url)
      await publish(3)
      await eventually(async () => reading.names().length === 3)
      expect(reading.names()).toEqual(expected)
      cursor = reading.cursor()
      const [, first] = reading.messages
      expect(JSON.parse(first?.data ?? '')).toEqual({
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        publishedAt: expect.stringMatching(/^\d{4}-.*Z$/),
        event: named('0'),
      })
    }
    await publish(250)
    await hub.close()
    hub = await createHub({ ...options, work: false })
    {
      await using server = await served(hub)
      await using reading = await follow(server.url, { cursor })
      await publish(2)
      await eventually(async () => reading.names().length === 252)
      expect(reading.names()).toEqual(expected.slice(3))
      const ids = reading.messages.flatMap(({ id }) => id ?? [])
      // The start repeats the place, in front of all events.
      expect([ids[0], new Set(ids).size]).toEqual([cursor, 253])
    }
    await hub.close()
  })

  // A folder of the embedded database is copied with its counter of transactions.
  test.runIf(name === 'Postgres')('events that came with a dump of another server are not new', async () => {
    const options = await database.create()
    const hub = await createHub({ ...options, work: false })
    const { eventId } = await hub.publish(example)
    await hub.close()
    const { pool, close } = await openDatabase(options)
    // As on a server that has counted further.
    await pool.query(
      `UPDATE prompt_webhooks.event
       SET transaction = (pg_current_xact_id()::text::bigint + 50)::text::xid8 WHERE id = $1`,
      [eventId],
    )
    const restored = await createHub({ ...options, work: false })
    const { cursor } = await restored.events.after()
    for (let count = 0; count < 100; count++) await pool.query('SELECT pg_current_xact_id()')
    const published = await restored.publish(example)
    const { items } = await eventually(async () => {
      const read = await restored.events.after(cursor)
      return read.items.some(({ id }) => id === published.eventId) && read
    })
    expect(items.map(({ id }) => id)).toEqual([published.eventId])
    await close()
    await restored.close()
  })

  test('a listener that left is forgotten after a day, and not before', async () => {
    const options = await database.create()
    await (await createHub({ ...options, work: false })).close()
    const { pool, close } = await openDatabase(options)
    await pool.query(
      `INSERT INTO prompt_webhooks.listener (id, name, connection, connected, seen_at)
       SELECT gen_random_uuid(), hours::text, gen_random_uuid(), false, now() - hours * interval '1 hour'
       FROM unnest($1::int[]) AS hours`,
      [[23, 25]],
    )
    await applyRetention(pool, { deliveredSeconds: 60, givenUpSeconds: 60, idempotencyKeySeconds: 60 })
    const { rows } = await pool.query('SELECT name FROM prompt_webhooks.listener')
    expect(rows).toEqual([{ name: '23' }])
    await close()
  })

  test('a listener without a sign of life for 45 seconds is not listed, until the next one', async () => {
    const options = await database.create()
    await (await createHub({ ...options, work: false })).close()
    const { pool, close } = await openDatabase(options)
    await pool.query(
      `INSERT INTO prompt_webhooks.listener (id, name, connection, seen_at)
       SELECT gen_random_uuid(), seconds::text, gen_random_uuid(), now() - seconds * interval '1 second'
       FROM unnest($1::int[]) AS seconds`,
      [[15, 46]],
    )
    const listeners = new ListenerStore(pool)
    expect(await listeners.list()).toMatchObject([{ name: '15' }])
    const { rows } = await pool.query("SELECT id, name FROM prompt_webhooks.listener WHERE name = '46'")
    await listeners.greet(rows[0], randomUUID())
    expect((await listeners.list()).map(({ name }) => name).sort()).toEqual(['15', '46'])
    await close()
  })

  test.runIf(name === 'Postgres')(
    'an event that was published first and committed last is not passed over',
    async () => {
      const options = await database.create()
      const hub = await createHub({ ...options, work: false })
      const { pool, close } = await openDatabase(options)
      await using server = await served(hub)
      await using reading = await follow(server.url)
      const client = await pool.connect()
      await client.query('BEGIN')
      await hub.publish(named('slow'), { client })
      await hub.publish(named('fast'))
      // It reads several times and keeps the fast one back.
      for (let looks = 0; looks < 3; looks++)
        expect((await hub.events.after(reading.cursor())).items).toEqual([])
      expect(reading.names()).toEqual([])
      await client.query('COMMIT')
      client.release()
      await eventually(async () => reading.names().length === 2)
      expect(reading.names()).toEqual(['slow', 'fast'])
      await close()
      await hub.close()
    },
  )

  test.runIf(name === 'Postgres')(
    'more events than one page are followed in the order of their transactions, not of their ids',
    async () => {
      const options = await database.create()
      const hub = await createHub({ ...options, work: false })
      const { pool, close } = await openDatabase(options)
      let { cursor } = await hub.events.after()
      const client = await pool.connect()
      // The transaction begins before the other one, and its event is made after all others.
      await client.query('BEGIN; SELECT pg_current_xact_id()')
      const others = Array.from({ length: 100 }, (_, index) => `${index}`)
      await hub.publish(others.map(named))
      await hub.publish(named('last id'), { client })
      await client.query('COMMIT')
      client.release()
      const names: string[] = []
      // Once more than it takes, to see that nothing comes twice.
      for (let page = 0; page < 3; page++) {
        const read = await hub.events.after(cursor)
        names.push(...read.items.map(({ event }) => `${event.user_name}`))
        cursor = read.cursor
      }
      expect(names).toEqual(['last id', ...others])
      await close()
      await hub.close()
    },
  )

  test('a list of more events than one page comes whole', async () => {
    const hub = await createHub({ ...(await database.create()), work: false })
    const { cursor } = await hub.events.after()
    const expected = Array.from({ length: 101 }, (_, index) => `${index}`)
    await hub.publish(expected.map(named))
    const first = await hub.events.after(cursor)
    const second = await hub.events.after(first.cursor)
    expect(first.items).toHaveLength(100)
    const names = [first, second].flatMap(({ items }) => items.map(({ event }) => event.user_name))
    expect(names).toEqual(expected)
    expect(await hub.events.after(second.cursor)).toEqual({ items: [], cursor: second.cursor })
    await hub.close()
  })

  test('who follows the events is told at once that a webhook gets more', async () => {
    const hub = await createHub({ ...(await database.create()), work: false })
    await hub.webhooks.create({ url: 'https://example.com/' })
    let told = 0
    const unsubscribe = hub.events.onPublished(() => told++)
    await hub.publish(example)
    await eventually(async () => told > 0)
    unsubscribe()
    await hub.close()
  })

  test('a test of a webhook is not an event that others follow', async () => {
    const hub = await createHub({ ...(await database.create()), work: false, allow: ['127.0.0.1'] })
    const { cursor } = await hub.events.after()
    const { id } = await hub.webhooks.create({ url: 'http://127.0.0.1:9/' })
    await hub.webhooks.test(id)
    await hub.publish(named('real'))
    const { items } = await eventually(async () => {
      const page = await hub.events.after(cursor)
      return page.items.length > 0 && page
    })
    expect(items.map(({ event }) => event.user_name)).toEqual(['real'])
    // The last one is of a database with more transactions.
    for (const wrong of ['', 'x', '1', `${cursor}'`, `9000000000000000000-${randomUUID()}`]) {
      await expect(hub.events.after(wrong), wrong).rejects.toThrow(/^cursor: expected a cursor of this hub/)
    }
    await hub.close()
  })

  test('listeners are listed while they listen; connecting again keeps since', async () => {
    const hub = await createHub({ ...(await database.create()), work: false })
    await using server = await served(hub)
    const client = createHubClient({ url: server.url })
    const id = randomUUID()
    const query = `?listener=${id}&name=me%40laptop`
    let since: Date | undefined
    {
      await using _reading = await follow(server.url, { query })
      await using _other = await follow(server.url)
      const listeners = await client.listeners.list()
      expect(listeners).toMatchObject([{ id, name: 'me@laptop' }, { name: 'unnamed' }])
      since = listeners[0]?.since
      expect(since).toBeInstanceOf(Date)
    }
    await eventually(async () => (await hub.listeners.list()).length === 0)
    await using _again = await follow(server.url, { query })
    expect(await client.listeners.list()).toEqual([
      { id, name: 'me@laptop', since, seenAt: expect.any(Date) },
    ])
    // An older connection that ends late says nothing about the newer one.
    await hub.listeners.leave(id, randomUUID())
    expect(await hub.listeners.list()).toHaveLength(1)
    {
      await using longest = await follow(server.url, { query: `?name=${'x'.repeat(100)}` })
      expect(longest.response.status).toBe(200)
    }
    for (const [field, wrong] of [
      ['listener', 'x'],
      ['name', 'x'.repeat(101)],
      ['name', '%00'],
    ]) {
      const refused = await fetch(new URL(`api/events/live?${field}=${wrong}`, server.url))
      expect([refused.status, await refused.json()]).toMatchObject([400, { issues: [{ path: [field] }] }])
    }
    await hub.close()
  })
})

/** A hub with endless events, which counts how many pages were read. */
function endlessHub() {
  let pages = 0
  const connections = new Set<string>()
  const hub = stubHub({
    events: {
      async after(cursor = '0') {
        pages++
        const items = Array.from({ length: 100 }, (_, index) => ({
          id: randomUUID(),
          cursor: `${Number(cursor) + index + 1}`,
          event: { ...example, user_name: 'x'.repeat(4000) },
        }))
        return { items, cursor: items.at(-1)?.cursor ?? '' }
      },
      onPublished: () => () => {},
    } as never,
    listeners: {
      list: async () => [],
      greet: async (_, connection) => void connections.add(connection),
      leave: async (_, connection) => void connections.delete(connection),
    },
  })
  return { hub, pages: () => pages, listening: () => connections.size }
}

test('a listener that stops reading holds little, and is cut off', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { hub, pages, listening } = endlessHub()
  const server = await serve(hub, { port: 0 })
  const { port, hostname } = new URL(server.url)
  const socket = connect(Number(port), hostname)
    .on('error', () => {})
    .pause()
  socket.write('GET /api/events/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  let before = -1
  await eventually(async () => {
    const isStill = pages() === before && before > 0
    before = pages()
    await new Promise((resolve) => setTimeout(resolve, 100))
    return isStill
  })
  // What the kernel buffers, and a page.
  expect(pages()).toBeLessThan(60)
  expect(listening()).toBe(1)
  for (let ticks = 0; ticks < 3; ticks++) {
    vi.advanceTimersByTime(15_000)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await eventually(async () => listening() === 0)
  socket.destroy()
  await server.close()
})

test('a process has at most 50 listeners; others are told when to come back', async () => {
  const { hub, listening } = endlessHub()
  const server = await serve(hub, { port: 0 })
  const leaving = new AbortController()
  const open = () => fetch(new URL('api/events/live', server.url), { signal: leaving.signal })
  const open50 = await Promise.all(Array.from({ length: 50 }, open))
  expect(open50.map(({ status }) => status)).toEqual(Array(50).fill(200))
  const refused = await open()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30'])
  leaving.abort()
  await eventually(async () => listening() === 0)
  const again = await fetch(new URL('api/events/live', server.url))
  expect(again.status).toBe(200)
  await again.body?.cancel()
  await server.close()
})

test('HEAD takes no place of a listener', async () => {
  const { hub, greeted } = quietHub()
  const app = createApp(hub)
  for (let count = 0; count < 51; count++) {
    const head = await app.request('http://localhost/api/events/live', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  }
  const read = await app.request('http://localhost/api/events/live')
  expect(read.status).toBe(200)
  await eventually(async () => greeted.length > 0)
  expect(greeted).toHaveLength(1)
  await read.body?.cancel()
})

/** A hub without events, which knows no place in them but `0`, and notes who is greeted. */
function quietHub() {
  const greeted: unknown[][] = []
  const hub = stubHub({
    events: {
      async after(cursor = '0') {
        if (cursor !== '0') throw new InvalidInputError([])
        return { items: [], cursor }
      },
      onPublished: () => () => {},
    } as never,
    listeners: {
      list: async () => [],
      greet: async (...about) => void greeted.push(about),
      leave: async () => {},
    },
  })
  return { hub, greeted }
}

test('requests with a wrong Last-Event-ID take no places of listeners', async () => {
  const app = createApp(quietHub().hub)
  const ask = (cursor: string) => app.request('/api/events/live', { headers: { 'last-event-id': cursor } })
  const refused = await Promise.all(Array.from({ length: 50 }, () => ask('wrong')))
  expect(refused.map(({ status }) => status)).toEqual(Array(50).fill(400))
  expect(await refused[0]?.json()).toMatchObject({
    issues: [
      { path: ['Last-Event-ID'], message: expect.stringMatching(/^Last-Event-ID: expected the id of/) },
    ],
  })
  const accepted = await ask('0')
  expect(accepted.status).toBe(200)
  await accepted.body?.cancel()
})

test('a process accepts 50 listeners at a time and refuses more', async () => {
  const app = createApp(quietHub().hub)
  const answers = await Promise.all(Array.from({ length: 60 }, () => app.request('/api/events/live')))
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([...Array(50).fill(200), ...Array(10).fill(503)])
  for (const { body } of answers) await body?.cancel()
})

test('a listener is noted again with each sign of life, so that it stays listed', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { hub, greeted } = quietHub()
  const server = await serve(hub, { port: 0 })
  const listener = randomUUID()
  {
    await using reading = await follow(server.url, { query: `?listener=${listener}&name=me` })
    for (let ticks = 1; ticks <= 2; ticks++) {
      vi.advanceTimersByTime(15_000)
      await eventually(async () => reading.messages.filter(({ event }) => event === 'alive').length === ticks)
    }
  }
  const [[, connection] = []] = greeted
  expect(greeted).toEqual(Array(3).fill([{ id: listener, name: 'me' }, connection]))
  await server.close()
})

test('a listener that has left gets no more events', async () => {
  const told = new Set<() => void>()
  const { hub } = quietHub()
  const onPublished = (listener: () => void) => {
    told.add(listener)
    return () => told.delete(listener)
  }
  const app = createApp({ ...hub, events: { ...hub.events, onPublished } })
  const answer = await app.request('/api/events/live')
  await eventually(async () => told.size === 1)
  await answer.body?.cancel()
  await eventually(async () => told.size === 0)
})

/** Reads a stream to its end, and what the hub has logged meanwhile. */
async function logged(hub: Hub, path: string) {
  const lines: string[] = []
  const logger = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const answer = await createApp(hub, { logger }).request(path)
  const text = await answer.text()
  return { text, lines: lines.map((line) => JSON.parse(line)) }
}
const failing = (message: string) => () => {
  throw new Error(message)
}

test.each([
  ['a statement that is wrong', 'error', 'request failed'],
  ['Connection terminated', 'warn', 'database away'],
])(
  'a stream of events that fails (%s) ends; the reason is logged, and no listener reads it',
  async (reason, level, msg) => {
    const { hub } = quietHub()
    const path = '/api/events/live'
    const { text, lines } = await logged(
      { ...hub, listeners: { ...hub.listeners, greet: failing(reason) } },
      path,
    )
    expect(text).toBe('')
    expect(lines).toMatchObject([{ level: pino.levels.values[level], msg, path, err: { message: reason } }])
  },
)

test('a stream of deliveries that fails ends; the reason is logged, and no page reads it', async () => {
  const path = '/api/deliveries/live'
  const hub = stubHub({ deliveries: { subscribe: failing('a fault') } as never })
  const { text, lines } = await logged(hub, path)
  expect(text).toBe('')
  expect(lines).toMatchObject([{ level: 50, msg: 'request failed', path, err: { message: 'a fault' } }])
})
