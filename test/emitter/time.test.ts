import { once } from 'node:events'
import { Agent, createServer } from 'node:http'
import { Agent as SecureAgent } from 'node:https'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as node from '../../src/emitter/index.js'
import { loadDeliverOverFetch } from './deliver-over-fetch.js'
import { moved, secret } from './examples.js'
import { isPending } from './pending.js'
import { serveHttp, serveSocket, start } from './servers.js'

const allow = ['127.0.0.1']
const endpointAt = (port: number) => ({ url: `http://127.0.0.1:${port}/`, secret })

// Node's own timers stay real, so that requests still go out.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** A server that does not answer. `next` resolves to the socket of the next request that has arrived. */
async function silentServer() {
  const waiting: ((socket: Socket) => void)[] = []
  const arrived: Socket[] = []
  const server = createServer(({ socket }) => {
    const resolve = waiting.shift()
    if (resolve) resolve(socket)
    else arrived.push(socket)
  })
  const next = () =>
    new Promise<Socket>((resolve) => {
      const socket = arrived.shift()
      if (socket) resolve(socket)
      else waiting.push(resolve)
    })
  return { port: await start(server), next }
}

describe.each(['Node', 'fetch'])('over %s', (runtime) => {
  let deliver: typeof node.deliver

  beforeEach(async () => {
    deliver = runtime === 'Node' ? node.deliver : await loadDeliverOverFetch()
  })

  test('an attempt takes 15 seconds at most by default', async () => {
    const { port, next } = await silentServer()
    const delivery = deliver(moved, endpointAt(port), { allow })
    await next()
    await vi.advanceTimersByTimeAsync(14_999)
    expect(await isPending(delivery)).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(await delivery).toMatchObject({ outcome: 'retry', reason: 'no answer within 15000 ms' })
  })

  test.each(['is answered', 'fails', 'is aborted'])('an attempt that %s clears its timers', async (end) => {
    const [timeoutMs, connectTimeoutMs] = [98_765, 54_321]
    const set = vi.spyOn(globalThis, 'setTimeout')
    const clear = vi.spyOn(globalThis, 'clearTimeout')
    const controller = new AbortController()
    const { port, next } = await silentServer()
    const answering = await serveHttp((_, response) => response.end())
    const to = { 'is answered': answering, fails: 1 }[end] ?? port
    const options = { allow, timeoutMs, connectTimeoutMs, signal: controller.signal }
    const delivery = deliver(moved, endpointAt(to), options)
    if (to === port) {
      await next()
      controller.abort()
    }
    await delivery
    const timers = set.mock.results.filter((_, index) =>
      [timeoutMs, connectTimeoutMs].includes(set.mock.calls[index]?.[1] ?? 0),
    )
    // Over fetch, there is no time-out for the connection.
    expect(timers).toHaveLength(runtime === 'Node' ? 2 : 1)
    for (const { value } of timers) expect(clear).toHaveBeenCalledWith(value)
  })

  test('latencyMs is how long the attempt took', async () => {
    const { port, next } = await silentServer()
    const delivery = deliver(moved, endpointAt(port), { allow })
    const socket = await next()
    await vi.advanceTimersByTimeAsync(1234)
    socket.end('HTTP/1.1 204 No Content\r\n\r\n')
    expect(await delivery).toMatchObject({ outcome: 'delivered', latencyMs: 1234 })
  })
})

describe('a connection', () => {
  test('has 5 seconds by default', async () => {
    const lookup = () => new Promise<string[]>(() => {})
    const delivery = node.deliver(moved, { url: 'http://hooks.example/', secret }, { lookup })
    await vi.advanceTimersByTimeAsync(4999)
    expect(await isPending(delivery)).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(await delivery).toMatchObject({ outcome: 'retry', reason: 'no connection within 5000 ms' })
  })

  test('that is made ends the wait for it', async () => {
    const { port, next } = await silentServer()
    const delivery = node.deliver(moved, endpointAt(port), { allow, connectTimeoutMs: 100, timeoutMs: 300 })
    await next()
    await vi.advanceTimersByTimeAsync(299)
    expect(await isPending(delivery)).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(await delivery).toMatchObject({ reason: 'no answer within 300 ms' })
  })

  test('that breaks on reuse leaves the second request the rest of the time', async () => {
    const { port, next } = await silentServer()
    const first = node.deliver(moved, endpointAt(port), { allow, timeoutMs: 1000 })
    const kept = await next()
    kept.write('HTTP/1.1 204 No Content\r\n\r\n')
    expect((await first).outcome).toBe('delivered')
    const second = node.deliver(moved, endpointAt(port), { allow, timeoutMs: 1000 })
    expect(await next()).toBe(kept)
    await vi.advanceTimersByTimeAsync(600)
    kept.resetAndDestroy()
    expect(await next()).not.toBe(kept)
    await vi.advanceTimersByTimeAsync(399)
    expect(await isPending(second)).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(await second).toMatchObject({ outcome: 'retry', reason: 'no answer within 1000 ms' })
  })

  test.each([
    ['http', Agent],
    ['https', SecureAgent],
  ] as const)('over %s is kept for 4 seconds', async (protocol, { prototype }) => {
    const port = await serveSocket((socket) => socket.write('HTTP/1.1 204 No Content\r\n\r\n'))
    const socket = connect(port, '127.0.0.1')
    await once(socket, 'connect')
    const agent = prototype as unknown as { createConnection(): Socket }
    const createConnection = vi.spyOn(agent, 'createConnection').mockReturnValue(socket)
    const url = `${protocol}://127.0.0.1:${port}/`
    expect((await node.deliver(moved, { url, secret }, { allow })).outcome).toBe('delivered')
    createConnection.mockRestore()
    await expect.poll(() => socket.timeout).toBe(4000)
    expect(socket.destroyed).toBe(false)
    socket.destroy()
  })
})
