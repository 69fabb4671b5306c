import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { type HubEvent, hubEvents } from '../../../src/cli/listen/hub-events.js'
import { serve } from '../server.js'

// The waits between two tries to connect, which no test waits out.
const waits: number[] = vi.hoisted(() => [])
vi.mock('node:timers/promises', () => ({
  setTimeout: async (milliseconds: number) => {
    waits.push(milliseconds)
  },
}))

afterEach(() => {
  waits.length = 0
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A hub whose streams are written by hand. */
async function handWrittenHub(contentType = 'text/event-stream') {
  const streams: { response: ServerResponse; lastEventId: unknown; url: string }[] = []
  const server = createServer((request, response) => {
    response.writeHead(200, { 'content-type': contentType })
    streams.push({ response, lastEventId: request.headers['last-event-id'], url: `${request.url}` })
    response.write('event: start\nid: 7-0\ndata: {}\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { streams, hub: new URL(`http://127.0.0.1:${port}/behind/a/path`) }
}

function follow(hub: URL) {
  const states: unknown[] = []
  const stop = new AbortController()
  const listener = '0198c1f4-0000-7000-8000-000000000000'
  const events = hubEvents({
    hub,
    token: undefined,
    listener,
    name: 'me@laptop',
    signal: stop.signal,
    onState: (state) => states.push(state),
  })
  return { states, stop, events, next: async () => (await events.next()).value as HubEvent | undefined }
}

const message = (id: string, name: string) =>
  `event: event\nid: ${id}\ndata: ${JSON.stringify({ id: name, publishedAt: '', event: {} })}\n\n`

test('a connection without a sign of life is given up, and another one goes on behind what was handled', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { hub, streams } = await handWrittenHub()
  const { states, stop, next } = follow(hub)
  const first = next()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  expect(streams[0]).toMatchObject({
    lastEventId: undefined,
    url: '/behind/a/path/api/events/live?listener=0198c1f4-0000-7000-8000-000000000000&name=me%40laptop',
  })
  // In pieces, and two at once.
  const both = message('7-1', 'one') + message('7-2', 'two')
  streams[0]?.response.write(both.slice(0, 20))
  streams[0]?.response.write(both.slice(20))
  expect((await first)?.id).toBe('one')
  expect((await next())?.id).toBe('two')
  // Whatever comes is a sign of life.
  vi.advanceTimersByTime(40_000)
  streams[0]?.response.write(message('7-3', 'three'))
  expect((await next())?.id).toBe('three')
  const fourth = next()
  vi.advanceTimersByTime(40_000)
  expect(states).toEqual(['connected'])
  vi.advanceTimersByTime(10_000)
  await vi.waitFor(() => expect(streams).toHaveLength(2))
  expect(streams[1]?.lastEventId).toBe('7-3')
  streams[1]?.response.write(message('7-4', 'four'))
  expect((await fourth)?.id).toBe('four')
  expect(states).toEqual(['connected', { lost: 'no sign of life' }, 'connected'])
  stop.abort()
  expect(await next()).toBeUndefined()
})

test('once it has stopped, no timer keeps the process', async () => {
  const started = vi.spyOn(globalThis, 'setTimeout')
  const cleared = vi.spyOn(globalThis, 'clearTimeout')
  const { hub, streams } = await handWrittenHub()
  const { stop, next } = follow(hub)
  const last = next()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  stop.abort()
  expect(await last).toBeUndefined()
  const timers = started.mock.results.map(({ value }) => value as NodeJS.Timeout)
  expect(timers.length).toBeGreaterThan(0)
  const left = timers.filter((timer) => timer.hasRef() && !cleared.mock.calls.flat().includes(timer))
  expect(left).toEqual([])
})

test('a character that two chunks share arrives whole, also from a proxy that names the charset', async () => {
  const { hub, streams } = await handWrittenHub('text/event-stream; charset=utf-8')
  const { stop, next } = follow(hub)
  const first = next()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  const bytes = Buffer.from(message('7-1', 'one') + message('7-2', 'é'))
  const middle = bytes.indexOf('é') + 1
  streams[0]?.response.write(bytes.subarray(0, middle))
  // Now the first chunk has been read.
  expect((await first)?.id).toBe('one')
  streams[0]?.response.write(bytes.subarray(middle))
  expect((await next())?.id).toBe('é')
  stop.abort()
})

test('a hub that breaks each stream is asked less and less often, until one lasts', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const { hub, streams } = await handWrittenHub()
  const { states, stop, next } = follow(hub)
  const last = next()
  const broken = 'event: event\nid: 7-1\ndata: {\n\n'
  const expected = [250, 500, 1000, 2000, 4000, 5000, 5000]
  for (const index of expected.keys()) {
    await vi.waitFor(() => expect(states).toHaveLength(2 * index + 1))
    streams[index]?.response.write(broken)
  }
  await vi.waitFor(() => expect(states).toHaveLength(2 * expected.length + 1))
  expect(waits).toEqual(expected)
  vi.advanceTimersByTime(5001)
  streams.at(-1)?.response.write(broken)
  await vi.waitFor(() => expect(waits).toEqual([...expected, 250]))
  stop.abort()
  expect(await last).toBeUndefined()
})

test('a hub that leads to another address is refused, and the other one is not asked', async () => {
  const { hub: other, streams } = await handWrittenHub()
  const url = await serve((_, response) => response.writeHead(307, { location: other.href }).end())
  const { next } = follow(new URL(url))
  await expect(next()).rejects.toThrow('(it answered 307)')
  expect(streams).toEqual([])
})

test.each([500, 502, 503])('a hub that answers %d is asked again', async (status) => {
  let asked = 0
  const url = await serve((_, response) => {
    if (asked++ === 0) response.writeHead(status).end()
    else {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write(`event: start\nid: 7-0\ndata: {}\n\n${message('7-1', 'one')}`)
    }
  })
  const { states, stop, next } = follow(new URL(url))
  expect((await next())?.id).toBe('one')
  expect(states).toEqual([{ lost: `the hub answered ${status}` }, 'connected'])
  stop.abort()
})

test.each([
  [404, 'not found'],
  [408, 'too slow'],
  [429, 'too many'],
  [400, 'no cursor yet'],
  [307, 'elsewhere'],
  [200, 'a page'],
])('once it was connected, a %d of a proxy does not end it', async (status, text) => {
  const answers = [status, status, 'start', status, 'event'] as const
  const cursors: unknown[] = []
  const url = await serve(({ headers }, response) => {
    const answer = answers[cursors.push(headers['last-event-id']) - 2]
    if (typeof answer === 'number') {
      response.writeHead(answer, { location: '/' }).end(text)
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    // The id comes with the first event, so that a 400 before it has no cursor.
    response.write('event: start\ndata: {}\n\n')
    if (answer === 'event') response.write(message('7-1', 'one'))
    else response.end()
  })
  const { states, stop, next } = follow(new URL(url))
  expect((await next())?.id).toBe('one')
  const ended = 'the hub ended the connection'
  expect(states).toEqual(['connected', { lost: ended }, 'connected', { lost: ended }, 'connected'])
  expect(waits).toEqual([250, 500, 1000, 2000, 4000])
  stop.abort()
})

test.each([
  [401, /needs a token/],
  [421, /does not answer to this host name/],
  [400, /has another database now/],
])('a %d of a hub that has restarted ends it', async (status, message) => {
  let isStarted = false
  const url = await serve((_, response) => {
    response.writeHead(isStarted ? status : 200, { 'content-type': 'text/event-stream' })
    response.end('event: start\nid: 7-0\ndata: {}\n\n')
    isStarted = true
  })
  const { states, next } = follow(new URL(url))
  await expect(next()).rejects.toThrow(message)
  expect(states).toEqual(['connected', { lost: 'the hub ended the connection' }])
})

test('the time that its events take does not count as silence of the hub', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { hub, streams } = await handWrittenHub()
  const { states, stop, next } = follow(hub)
  const first = next()
  await vi.waitFor(() => expect(streams).toHaveLength(1))
  streams[0]?.response.write(message('7-1', 'one') + message('7-2', 'two'))
  expect((await first)?.id).toBe('one')
  // As long as a receiver may take for one.
  vi.advanceTimersByTime(30_000)
  expect((await next())?.id).toBe('two')
  vi.advanceTimersByTime(30_000)
  const third = next()
  streams[0]?.response.write(message('7-3', 'three'))
  expect((await third)?.id).toBe('three')
  expect(states).toEqual(['connected'])
  stop.abort()
})
