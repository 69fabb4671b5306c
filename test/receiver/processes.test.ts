import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RedisServer, startRedis } from '../support/redis-server.js'
import { hasTools } from '../support/tools.js'
import { moved, signedHeaders } from './signed-request.js'

test('the Redis store in the documentation is the tested one, in at most ten lines', () => {
  const source = readFileSync('examples/dedupe/redis-store.ts', 'utf8')
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
  expect(readFileSync('docs/receiver.md', 'utf8')).toContain(source)
})

const bodyOf = (label: string) => moved.replace('"prod"', `"${label}"`)

/** A process with a receiver in it. */
class Receiving {
  /** The labels that its handler got. */
  readonly handled: string[] = []
  readonly #child: ChildProcess
  readonly #answers = new Map<number, (kind: string) => void>()
  #last = 0

  constructor(port: number, behaviour: object = {}) {
    this.#child = fork(new URL('receiving-process.ts', import.meta.url), [JSON.stringify(behaviour)], {
      execArgv: ['--import', 'tsx'],
      env: { ...process.env, REDIS_URL: `redis://127.0.0.1:${port}` },
    })
    this.#child.on('message', ({ id, kind, handling }: { id: number; kind: string; handling?: string }) => {
      if (handling !== undefined) this.handled.push(handling)
      this.#answers.get(id)?.(kind)
    })
  }

  async ready(): Promise<this> {
    await once(this.#child, 'message')
    return this
  }

  receive(label: string): Promise<string> {
    const id = ++this.#last
    const body = bodyOf(label)
    this.#child.send({ id, body, headers: signedHeaders(body) })
    return new Promise((resolve) => this.#answers.set(id, resolve))
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }
}

describe.runIf(hasTools('redis-server'))('with a real Redis', () => {
  let server: RedisServer
  const started: Receiving[] = []
  const start = (behaviour = {}) => {
    const receiving = new Receiving(server.connection.port, behaviour)
    started.push(receiving)
    return receiving.ready()
  }
  beforeAll(async () => {
    server = await startRedis()
  })
  afterEach(async () => {
    for (const each of started.splice(0)) await each.kill()
  })
  afterAll(() => server.stop())

  test('three processes that get the same events at once handle each event once in total', async () => {
    const processes = await Promise.all([start(), start(), start()])
    const labels = Array.from({ length: 200 }, (_, index) => `label-${index}`)
    const kinds = await Promise.all(labels.flatMap((label) => processes.map((each) => each.receive(label))))
    expect(processes.flatMap((each) => each.handled).sort()).toEqual([...labels].sort())
    expect(kinds.filter((kind) => kind === 'handled')).toHaveLength(labels.length)
    // How many arrive while another process handles the event depends on the machine.
    expect(new Set([...kinds, 'failed', 'duplicate'])).toEqual(new Set(['handled', 'failed', 'duplicate']))
    const again = await Promise.all(labels.flatMap((label) => processes.map((each) => each.receive(label))))
    expect(new Set(again)).toEqual(new Set(['duplicate']))
  })

  test('another process handles an event that failed in the first', async () => {
    const [failing, sound] = await Promise.all([start({ fails: true }), start()])
    expect(await failing.receive('failing')).toBe('failed')
    expect(await sound.receive('failing')).toBe('handled')
    expect(await failing.receive('failing')).toBe('duplicate')
  })

  test('three retries over two processes during one slow success cause exactly one run', async () => {
    const slow = { handlerTimeoutMs: 50, slowMs: 2000 }
    const [one, other] = await Promise.all([start(slow), start(slow)])
    expect(await one.receive('slow')).toBe('failed')
    expect(await other.receive('slow')).toBe('failed')
    expect(await one.receive('slow')).toBe('failed')
    expect(await other.receive('slow')).toBe('failed')
    await vi.waitFor(async () => expect(await other.receive('slow')).toBe('duplicate'), 10_000)
    await vi.waitFor(async () => expect(await one.receive('slow')).toBe('duplicate'), 10_000)
    expect([...one.handled, ...other.handled]).toEqual(['slow'])
  })

  test('an event whose process dies is handled after its claim expires', async () => {
    const [dying, sound] = await Promise.all([start({ hangs: true }), start()])
    dying.receive('dying')
    await vi.waitFor(() => expect(dying.handled).toEqual(['dying']))
    await dying.kill()
    expect(await sound.receive('dying')).toBe('failed')
    const redis = new Redis(server.connection)
    const [claim = ''] = await redis.keys('claim:*')
    expect(await redis.pttl(claim)).toBeGreaterThan(4 * 60_000)
    await redis.pexpire(claim, 1)
    await redis.quit()
    await vi.waitFor(async () => expect(await sound.receive('dying')).toBe('handled'))
  })
})
