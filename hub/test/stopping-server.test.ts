import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { serve } from '../src/index.js'
import { eventually } from './eventually.js'
import { stubHub } from './safety/stub-hub.js'

afterEach(() => {
  vi.useRealTimers()
})

/** A server that does not answer `/readyz` until it may. */
async function servedHub() {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>()
  let asked = 0
  const hub = stubHub({
    ready: async () => {
      asked++
      await mayAnswer
      return true
    },
    deliveries: { subscribe: () => () => {} } as never,
    events: { after: async () => ({ items: [], cursor: '0' }), onPublished: () => () => {} } as never,
    listeners: { list: async () => [], greet: async () => {}, leave: async () => {} },
  })
  const server = await serve(hub, { port: 0 })
  const answered = fetch(new URL('readyz', server.url)).then(
    ({ status, headers }) => ({ status, connection: headers.get('connection') }),
    () => 'cut off',
  )
  await eventually(async () => asked === 1)
  return { server, answer, answered }
}

test('a server that stops answers a running request within 10 seconds, and closes its connection', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { server, answer, answered } = await servedHub()
  const closed = server.close()
  vi.advanceTimersByTime(9_999)
  answer()
  expect(await answered).toEqual({ status: 200, connection: 'close' })
  await closed
})

test('a server that stops cuts off a request that runs for longer than 10 seconds', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { server, answered } = await servedHub()
  const closed = server.close()
  vi.advanceTimersByTime(10_000)
  expect(await answered).toBe('cut off')
  await closed
})

test.each(['api/deliveries/live', 'api/events/live'])(
  'a server that stops ends %s before its running requests',
  async (path) => {
    const { server, answer, answered } = await servedHub()
    const live = await fetch(new URL(path, server.url))
    const ended = live.text().then(
      () => true,
      () => true,
    )
    const closed = server.close()
    expect(await ended).toBe(true)
    answer()
    expect(await answered).toMatchObject({ status: 200 })
    await closed
  },
)

test('a server that stops does not wait for a connection without a request', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { server, answer, answered } = await servedHub()
  answer()
  await answered
  const { port, hostname } = new URL(server.url)
  const idle = connect(Number(port), hostname).resume()
  await once(idle, 'connect')
  await fetch(new URL('healthz', server.url))
  await Promise.all([server.close(), once(idle, 'close')])
})
