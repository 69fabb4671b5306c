import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.js'
import type { Delivery } from '../../src/index.js'
import { serve } from '../../src/index.js'
import { eventually } from '../eventually.js'
import { stubHub } from './stub-hub.js'

afterEach(() => {
  vi.useRealTimers()
})

/** A hub whose deliveries change on command, and which counts how often a delivery is written as JSON. */
function changingHub() {
  const listeners = new Set<(deliveries: readonly Delivery[]) => void>()
  let written = 0
  const hub = stubHub({
    deliveries: {
      subscribe(listener: (deliveries: readonly Delivery[]) => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    } as never,
  })
  return {
    hub,
    readers: () => listeners.size,
    written: () => written,
    change(id: string, attempts: number, bytes = 400) {
      const fields = { id, attempts, reason: 'x'.repeat(bytes) }
      const delivery = {
        ...fields,
        toJSON() {
          written++
          return fields
        },
      }
      for (const listener of listeners) listener([delivery as unknown as Delivery])
    },
  }
}

function open(url: string): Socket {
  const { port, hostname } = new URL(url)
  const socket = connect(Number(port), hostname).on('error', () => {})
  socket.write('GET /api/deliveries/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  return socket
}

test('readers that stop reading hold little, and are ended', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { hub, readers, written, change } = changingHub()
  const server = await serve(hub, { port: 0 })
  const stalled = Array.from({ length: 60 }, () => open(server.url).pause())
  await eventually(async () => readers() === 60)
  // 80 MB for each reader, if nothing bounded it. The kernel's buffers take a few megabytes of them.
  for (let count = 0; count < 20_000; count++) {
    change(`${count}`, count, 4000)
    if (count % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(written()).toBeLessThan(60 * 4000)
  // The first tick finds that something waits, the next one that the same still waits.
  for (let ticks = 0; ticks < 3; ticks++) {
    vi.advanceTimersByTime(15_000)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await eventually(async () => readers() === 0)
  // The connection is cut off in the middle of the answer: it does not wait to send the rest and its end.
  let tail = ''
  const [first] = stalled as [Socket]
  first.setEncoding('latin1').on('data', (data) => {
    tail = `${tail}${data}`.slice(-5)
  })
  await once(first.resume(), 'close')
  expect(tail).not.toBe('0\r\n\r\n')
  for (const socket of stalled) socket.destroy()
  await server.close()
})

test('HEAD takes no place of a reader', async () => {
  const { hub, readers } = changingHub()
  const app = createApp(hub)
  for (let count = 0; count < 101; count++) {
    const head = await app.request('http://localhost/api/deliveries/live', { method: 'HEAD' })
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  }
  expect(readers()).toBe(0)
  const read = await app.request('http://localhost/api/deliveries/live')
  expect([read.status, read.headers.get('content-type')]).toEqual([200, 'text/event-stream'])
  await read.body?.cancel()
})

test('a reader that was slow gets the latest state of the latest changes', async () => {
  const { hub, readers, change } = changingHub()
  const answer = await createApp(hub).request('http://localhost/api/deliveries/live')
  await eventually(async () => readers() === 1)
  for (let count = 1; count <= 5000; count++) change(`${count % 1000}`, count)
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('"attempts":5000')) text += (await reader?.read())?.value
  const sent = [...text.matchAll(/^data: (\[.*\])$/gm)].flatMap(([, json = '']) => JSON.parse(json))
  expect(sent.length).toBeLessThanOrEqual(210)
  const latest = new Map(sent.map(({ id, attempts }) => [id, attempts]))
  for (let count = 4801; count <= 5000; count++) expect(latest.get(`${count % 1000}`)).toBe(count)
  // What changed long ago, and now again, is among the latest.
  for (let count = 0; count < 150; count++) change(count === 10 ? 'twice' : `early ${count}`, 1)
  for (let count = 0; count < 150; count++) change(count === 10 ? 'twice' : `late ${count}`, 2)
  text = ''
  while (!text.includes('late 149')) text += (await reader?.read())?.value
  expect(text).toMatch(/"id":"twice","attempts":2/)
  // And everything that changes from then on.
  change('later', 1)
  text = ''
  while (!text.includes('later')) text += (await reader?.read())?.value
  await reader?.cancel()
  await eventually(async () => readers() === 0)
})

test('a reader that reads is kept, however long nothing changes', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const { hub, readers, change } = changingHub()
  const server = await serve(hub, { port: 0 })
  const socket = open(server.url)
  let text = ''
  socket.setEncoding('utf8').on('data', (data) => {
    text += data
  })
  await eventually(async () => readers() === 1)
  for (let ticks = 1; ticks <= 10; ticks++) {
    vi.advanceTimersByTime(15_000)
    await eventually(async () => text.split('event: alive').length > ticks)
  }
  change('after all', 1)
  await eventually(async () => text.includes('after all'))
  socket.destroy()
  await eventually(async () => readers() === 0)
  await server.close()
})

test('a process has a limited number of live readers, and a place is free again when one leaves', async () => {
  const { hub, readers } = changingHub()
  const server = await serve(hub, { port: 0 })
  const sockets = Array.from({ length: 100 }, () => open(server.url))
  await eventually(async () => readers() === 100)
  const refused = await fetch(new URL('api/deliveries/live', server.url))
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  sockets.pop()?.destroy()
  await eventually(async () => readers() === 99)
  const last = open(server.url)
  await eventually(async () => readers() === 100)
  for (const socket of [...sockets, last]) socket.destroy()
  await server.close()
})

test('a client that stops reading any other answer is cut off', async () => {
  const { hub } = changingHub()
  const metrics = 'x'.repeat(50_000_000)
  const server = await serve({ ...hub, metrics: async () => metrics }, { port: 0 }, { stallTimeout: 500 })
  const { port, hostname } = new URL(server.url)
  const socket = connect(Number(port), hostname).on('error', () => {})
  socket.write('GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(socket, 'readable')
  // The end of the connection is noticed only once the socket is read.
  await new Promise((resolve) => setTimeout(resolve, 2000))
  let received = 0
  socket.on('data', ({ length }) => {
    received += length
  })
  await once(socket, 'close')
  expect(received).toBeLessThan(metrics.length)
  await server.close()
})

test('a server has a limited number of connections, and drops further ones', async () => {
  const { hub } = changingHub()
  const server = await serve(hub, { port: 0 }, { maxConnections: 2 })
  const { port, hostname } = new URL(server.url)
  const [first, second] = [connect(Number(port), hostname), connect(Number(port), hostname)]
  await Promise.all([once(first, 'connect'), once(second, 'connect')])
  const third = connect(Number(port), hostname).on('error', () => {})
  third.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  let answer = ''
  third.on('data', (data) => {
    answer += data
  })
  // `once` of node:events would reject on the reset that follows.
  await new Promise((resolve) => third.once('close', resolve))
  expect(answer).toBe('')
  first.destroy()
  second.destroy()
  await eventually(async () =>
    fetch(new URL('healthz', server.url)).then(
      ({ status }) => status === 200,
      () => false,
    ),
  )
  await server.close()
})
