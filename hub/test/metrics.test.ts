import { once } from 'node:events'
import { request } from 'node:http'
import perfHooks from 'node:perf_hooks'
import type { Logger } from 'pino'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createHub, serve } from '../src/index.js'
import { createMonitor } from '../src/monitor.js'
import { serveMonitor } from '../src/serve.js'
import { databases, type TestDatabases } from './databases.js'
import { hubOnDatabase } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'
import { from, stubHub } from './safety/stub-hub.js'

const token = 'a-token-that-is-long-enough'

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('gauges tell what was given up, what waits and for how long, and which webhooks rest', async () => {
    let isFinal = true
    const options = {
      retryDelay: () => (isFinal ? undefined : 600_000),
      failuresBeforeRest: 2,
      restSeconds: { first: 300, max: 300 },
    }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    const gauge = async (name: string) =>
      Number(new RegExp(`^prompt_webhooks_${name} (.*)$`, 'm').exec(await all.hub.metrics())?.[1])
    for (const name of [
      'deliveries_given_up',
      'oldest_waiting_seconds',
      'webhooks_resting',
      'webhooks_disabled',
    ]) {
      expect([name, await gauge(name)]).toEqual([name, 0])
    }
    const [first = ''] = await all.publish()
    await all.inState(first, 'given_up')
    expect(await gauge('deliveries_given_up')).toBe(1)
    expect(await gauge('oldest_waiting_seconds')).toBe(0)
    isFinal = false
    const [second = ''] = await all.publish()
    await all.inState(second, 'retrying')
    await all.publish(3)
    expect(await gauge('webhooks_resting')).toBe(1)
    expect(await gauge('deliveries_waiting')).toBe(4)
    const { createdAt } = await all.hub.deliveries.get(second)
    // The age of the oldest, and it grows.
    const age = await eventually(async () => (await gauge('oldest_waiting_seconds')) || undefined)
    expect(age).toBeLessThan((Date.now() - createdAt.getTime()) / 1000 + 1)
    await eventually(async () => (await gauge('oldest_waiting_seconds')) > age)
    // An embedded database that is open cannot be opened again.
    if (all.database.databaseUrl) {
      const { pool, close } = await openDatabase(all.database)
      const backdate =
        "UPDATE prompt_webhooks.delivery SET waiting_since = now() - interval '1 hour' WHERE id = $1"
      await pool.query(backdate, [second])
      expect(Math.floor((await gauge('oldest_waiting_seconds')) / 60)).toBe(60)
      // A rest that is over, until an attempt has shown whether the webhook has recovered.
      await pool.query(
        "UPDATE prompt_webhooks.webhook SET paused = true, resting_until = now() - interval '1 second'",
      )
      expect(await gauge('webhooks_resting')).toBe(0)
      await pool.query(
        `UPDATE prompt_webhooks.webhook
         SET enabled = false, disabled_reason = 'failing', resting_until = now() + interval '1 hour'`,
      )
      expect(await gauge('webhooks_disabled')).toBe(1)
      expect(await gauge('webhooks_resting')).toBe(0)
      await close()
    }
    await all.hub.webhooks.disable(all.webhook.id)
    expect(await gauge('webhooks_resting')).toBe(0)
    // Not those that a person disabled.
    expect(await gauge('webhooks_disabled')).toBe(0)
    expect(await gauge('oldest_waiting_seconds')).toBe(0)
  })

  test('what waits is what the overview says, and not the job of a retry that was overtaken', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, { retryDelay: () => 600_000 }, (_, response, index) => {
      if (index === 0) response.writeHead(500).end()
      else responses.push(() => response.writeHead(204).end())
    })
    const waiting = async () => {
      const metrics = await all.hub.metrics()
      const counted = Number(/^prompt_webhooks_deliveries_waiting (.*)$/m.exec(metrics)?.[1])
      return [counted, (await all.hub.overview()).waiting]
    }
    const [id = ''] = await all.publish()
    await all.inState(id, 'retrying')
    expect(await waiting()).toEqual([1, 1])
    await all.hub.deliveries.resend(id)
    await all.endpoint.count(2)
    // Also while an attempt runs.
    expect(await waiting()).toEqual([1, 1])
    responses[0]?.()
    await all.inState(id, 'delivered')
    expect(await waiting()).toEqual([0, 0])
  })

  test('all hubs of a process share the metrics of Node, whose monitors cannot be stopped', async () => {
    const monitor = vi.spyOn(perfHooks, 'monitorEventLoopDelay')
    onTestFinished(() => monitor.mockRestore())
    const database = await server.create()
    for (let count = 0; count < 2; count++) {
      const hub = await createHub({ ...database, work: false })
      expect(await hub.metrics()).toMatch(
        /^nodejs_eventloop_lag_p99_seconds [\s\S]*^prompt_webhooks_events_/m,
      )
      await hub.close()
    }
    expect(monitor.mock.calls.length).toBeLessThanOrEqual(1)
  })

  test('a process that makes no attempts has no metrics of attempts', async () => {
    const database = await server.create()
    for (const work of [false, true]) {
      const hub = await createHub({ ...database, work })
      const text = await hub.metrics()
      for (const name of ['attempts_total', 'attempts_running', 'attempt_duration_seconds']) {
        expect([name, text.includes(`# HELP prompt_webhooks_${name} `)]).toEqual([name, work])
      }
      expect(text).toContain('prompt_webhooks_events_published_total 0')
      await hub.close()
    }
  })
})

test('a monitor serves health to everyone, metrics with the token, and nothing else', async () => {
  let isReady = true
  const hub = stubHub({ metrics: async () => 'prompt_webhooks_x 1', ready: async () => isReady })
  const app = createMonitor(hub, { token })
  const ask = (path: string, headers = {}) => app.request(path, { headers }, from('127.0.0.1'))
  expect(await (await ask('/healthz')).text()).toBe('ok')
  expect((await ask('/readyz')).status).toBe(200)
  isReady = false
  const away = await ask('/readyz')
  expect([away.status, away.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await ask('/metrics')).status).toBe(401)
  const bearer = { authorization: `Bearer ${token}` }
  const metrics = await ask('/metrics', bearer)
  expect(await metrics.text()).toBe('prompt_webhooks_x 1')
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  for (const path of ['/', '/api/webhooks', '/settings/webhooks']) {
    expect([path, (await ask(path, bearer)).status]).toEqual([path, 404])
  }
})

test('a monitor listens beyond loopback only with a token', async () => {
  await expect(serveMonitor(stubHub(), { port: 0, host: '0.0.0.0' })).rejects.toThrow(/a token is required/)
  const server = await serveMonitor(stubHub(), { port: 0 })
  expect((await fetch(new URL('metrics', server.url))).status).toBe(200)
  // The port is taken.
  const port = Number(new URL(server.url).port)
  await expect(serve(stubHub(), { port })).rejects.toThrow('EADDRINUSE')
  await server.close()
})

test('a monitor on loopback answers for no other host, so that no web page can point its own domain at it', async () => {
  const statusOf = async (options: { host?: string; token?: string }, host: string) => {
    const server = await serveMonitor(stubHub(), { port: 0, ...options })
    const headers = { host, authorization: `Bearer ${token}` }
    const asking = request(new URL('metrics', server.url), { headers }).end()
    const [answer] = await once(asking, 'response')
    answer.resume()
    await server.close()
    return answer.statusCode
  }
  expect(await statusOf({}, 'evil.example')).toBe(421)
  expect(await statusOf({ token }, 'evil.example')).toBe(421)
  expect(await statusOf({}, 'localhost:9464')).toBe(200)
  // Taken for a public address, because it is spelled unusually, but only this machine can reach it.
  expect(await statusOf({ host: '127.1', token }, 'worker.example')).toBe(200)
})

test('what a monitor answers has the safe headers of the hub', async () => {
  const app = createMonitor(stubHub())
  for (const path of ['/healthz', '/readyz', '/metrics', '/nothing']) {
    const { headers } = await app.request(path)
    expect([path, headers.get('content-security-policy')]).toEqual([
      path,
      expect.stringContaining("default-src 'none'"),
    ])
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
  }
})

test('a monitor that fails logs the reason, as the hub does', async () => {
  const failure = new Error('broken')
  const error = vi.fn()
  const metrics = () => Promise.reject(failure)
  const server = await serveMonitor(stubHub({ metrics }), { port: 0, logger: { error } as unknown as Logger })
  expect((await fetch(new URL('metrics', server.url))).status).toBe(500)
  expect(error.mock.calls).toMatchObject([[{ err: failure, path: '/metrics' }, 'request failed']])
  await server.close()
})
