import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { type RedisServer, startRedis } from '../support/redis-server.js'
import { hasTools } from '../support/tools.js'
import type { Answer, Request, Setup } from './process.js'

const { example: moved } = catalog.prompt_template_label_moved
const stale = { name: 'Hello', label: 'prod' }
const fresh = { name: 'Hello', label: 'dev' }

/** A prompt API that counts its requests, and can hold answers back or fail. */
class Api {
  readonly asked: string[] = []
  readonly held: (() => void)[] = []
  holds = false
  status = 200
  #server: Server | undefined
  url = ''

  async start(): Promise<void> {
    this.#server = createServer((request, response) => {
      this.asked.push(request.url ?? '')
      const text = `answer ${this.asked.length}`
      response.statusCode = this.status
      const answer = () => response.end(JSON.stringify({ text }))
      if (this.holds) this.held.push(answer)
      else answer()
    }).listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }
}

/** A process with a prompt cache. */
class Process {
  readonly #child: ChildProcess
  readonly #ended: Promise<unknown>
  #lastId = 0

  constructor(setup: Setup) {
    this.#child = fork(new URL('process.ts', import.meta.url), [JSON.stringify(setup)], {
      execArgv: ['--import', 'tsx'],
      // ioredis writes a line to stderr for each attempt to reach a Redis that is down.
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    })
    this.#ended = once(this.#child, 'exit')
  }

  async ask(request: Request): Promise<unknown> {
    const id = ++this.#lastId
    const answered = new Promise<Answer>((resolve) => {
      const listen = (answer: Answer) => {
        if (answer.id !== id) return
        this.#child.off('message', listen)
        resolve(answer)
      }
      this.#child.on('message', listen)
    })
    this.#child.send({ id, request })
    const ended = this.#ended.then(() => ({ value: undefined, error: 'the process has ended' }))
    const { value, error } = await Promise.race([answered, ended])
    if (error !== undefined) throw new Error(error)
    return value
  }

  async end(): Promise<void> {
    this.#child.disconnect()
    await this.#ended
  }
}

describe.runIf(hasTools('redis-server'))('several processes and one Redis (needs redis-server)', () => {
  let redis: RedisServer
  let api: Api
  let one: Process
  let other: Process

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.stop())

  describe.each(['shared', 'bus'] as const)('%s', (kind) => {
    beforeEach(async () => {
      api = new Api()
      await api.start()
      const setup = { kind, connection: redis.connection, api: api.url }
      one = new Process(setup)
      other = new Process(setup)
      await one.ask({ clear: true })
      await other.ask({ clear: true })
    })
    afterEach(async () => {
      await Promise.all([one.end(), other.end()])
      api.stop()
    })

    /** With a bus, an event reaches the other process a moment later. */
    const eventually = async (expectation: () => Promise<void>) =>
      kind === 'shared' ? expectation() : vi.waitFor(expectation, { timeout: 10_000 })

    test('share what one of them loads', async () => {
      expect(await one.ask({ get: stale })).toEqual({ text: 'answer 1' })
      expect(await other.ask({ get: stale })).toEqual({ text: 'answer 1' })
      expect(api.asked).toHaveLength(1)
    })

    test('an event in one process drops what it may have changed in both, and nothing else', async () => {
      for (const each of [one, other]) {
        expect(await each.ask({ get: stale })).toEqual({ text: 'answer 1' })
        expect(await each.ask({ get: fresh })).toEqual({ text: 'answer 2' })
      }
      await one.ask({ apply: moved })
      await eventually(async () => expect(await other.ask({ get: stale })).toEqual({ text: 'answer 3' }))
      expect(await one.ask({ get: stale })).toEqual({ text: 'answer 3' })
      expect(await one.ask({ get: fresh })).toEqual({ text: 'answer 2' })
      expect(await other.ask({ get: fresh })).toEqual({ text: 'answer 2' })
    })

    test('an event in one process is not lost while the other one loads', async () => {
      api.holds = true
      const before = other.ask({ get: stale })
      await vi.waitUntil(() => api.held.length === 1)
      api.holds = false
      await one.ask({ apply: moved })
      api.held[0]?.()
      expect(await before).toEqual({ text: 'answer 1' })
      await eventually(async () => expect(await other.ask({ get: stale })).toEqual({ text: 'answer 2' }))
      expect(await one.ask({ get: stale })).toEqual({ text: 'answer 2' })
    })

    test('return the last answer if the API fails, unless an event made it stale', async () => {
      const short = new Process({ kind, connection: redis.connection, api: api.url, ttlMs: 1 })
      await short.ask({ get: stale })
      await vi.waitUntil(async () => {
        await short.ask({ get: stale })
        return api.asked.length > 1
      })
      api.status = 500
      const asked = api.asked.length
      expect(await short.ask({ get: stale })).toEqual({ text: `answer ${asked}` })
      await short.ask({ apply: moved })
      await expect(short.ask({ get: stale })).rejects.toThrow('the API says 500')
      await short.end()
    })

    test('a prompt that the API refuses to one process is gone for the other, even in an outage', async () => {
      const setup = { kind, connection: redis.connection, api: api.url, ttlMs: 1 }
      const [first, second] = [new Process(setup), new Process(setup)]
      await first.ask({ get: stale })
      await second.ask({ get: stale })
      api.status = 404
      await vi.waitUntil(async () => {
        const error = await first.ask({ get: stale }).catch(String)
        return String(error).includes('404')
      })
      api.status = 500
      await eventually(() => expect(second.ask({ get: stale })).rejects.toThrow('the API says 500'))
      await Promise.all([first.end(), second.end()])
    })

    test('apply rejects while Redis is down, and reads go on', async () => {
      await one.ask({ get: stale })
      await redis.stop()
      try {
        await expect(one.ask({ apply: moved })).rejects.toThrow('L2 cache')
        expect(await one.ask({ get: fresh })).toEqual({ text: 'answer 2' })
      } finally {
        redis = await startRedis()
      }
    })
  })
})
