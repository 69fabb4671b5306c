import fc from 'fast-check'
import type { Logger } from 'pino'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { Coalescer } from '../src/coalesce.js'
import type { DueDelivery } from '../src/due-delivery.js'
import { Lanes } from '../src/engine/lanes.js'
import { Recorder } from '../src/engine/recorder.js'
import type { DeliveryJob } from '../src/queue/job.js'
import { secretBox } from '../src/secret-box.js'
import { Waker } from '../src/waker.js'
import { encryptionKey } from './encryption-key.js'

// The timers of tests, which do not reach this module by themselves.
vi.mock('node:timers/promises', () => ({
  setTimeout: (delay: number, value?: unknown, { signal }: { signal?: AbortSignal } = {}) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, delay, value)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}))

describe('secretBox', () => {
  const [first, second] = [encryptionKey('first'), encryptionKey('second')]

  test('a sealed secret opens only for its webhook and with its key', () => {
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.uuid(), (secret, id, other) => {
        fc.pre(id !== other)
        const stored = secretBox(first).seal(secret, id)
        expect(secretBox(`${second}\n${first}`).open(stored, id)).toBe(Buffer.from(secret).toString())
        expect(() => secretBox(first).open(stored, other)).toThrow('another key')
        expect(() => secretBox(second).open(stored, id)).toThrow('another key')
        expect(() => secretBox(undefined).open(stored, id)).toThrow('set PROMPT_WEBHOOKS_KEY')
      }),
      { numRuns: 50 },
    )
  })

  test('a sealed secret does not contain its text', () => {
    // Base64 text contains neither a space nor an exclamation mark, so this cannot happen by chance.
    expect(secretBox(first).seal('a secret!', 'id')).not.toContain('a secret!')
    expect(secretBox(undefined).seal('a secret!', 'id')).toContain('a secret!')
  })

  test('changing any byte makes opening fail', () => {
    const box = secretBox(first)
    const stored = box.seal('whsec_secret', 'id')
    const bytes = Buffer.from(stored.slice(3), 'base64url')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => box.open(`v1.${changed.toString('base64url')}`, 'id')).toThrow()
    }
  })

  test('without a key, a secret that looks sealed is stored as it is', () => {
    const box = secretBox(undefined)
    expect(box.open(box.seal('v1.abc', 'id'), 'id')).toBe('v1.abc')
  })

  test.each(['', ' ', '\n'])('a blank key (%j) is refused, and not taken for no key', (keys) => {
    expect(() => secretBox(keys)).toThrow(/^key: it is blank/)
  })

  test.each([31, 33])('a key of %i bytes is refused', (bytes) => {
    expect(() => secretBox(Buffer.alloc(bytes).toString('base64'))).toThrow(/^key: .*32 bytes/)
  })
})

describe('Recorder', () => {
  test('no attempt starts while a whole batch of 200 results waits', async () => {
    let refuse: ((error: Error) => void) | undefined
    const logger = { warn() {}, error() {} } as unknown as Logger
    const stopping = new AbortController()
    const record = () => new Promise<void>((_, reject) => (refuse = reject))
    const recorder = new Recorder(record, logger, stopping.signal)
    const add = (count: number) =>
      Array.from({ length: count }, () => recorder.add({ kind: 'stale', job: {} as DeliveryJob }))
    const added = add(200)
    // The first batch is being recorded.
    await expect.poll(() => refuse).toBeDefined()
    added.push(...add(199))
    expect(recorder.isBehind).toBe(false)
    added.push(...add(1))
    expect(recorder.isBehind).toBe(true)

    stopping.abort()
    for (let batch = 0; batch < 2; batch++) {
      await expect.poll(() => refuse).toBeDefined()
      const fail = refuse
      refuse = undefined
      fail?.(new Error('the database is away'))
    }
    await Promise.all([...added, recorder.idle()])
    expect(recorder.isBehind).toBe(false)
  })

  test('a batch is tried again after 100 ms, then after twice as long each time, up to five seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    onTestFinished(() => void vi.useRealTimers())
    const logger = { warn() {}, error() {} } as unknown as Logger
    const tried: number[] = []
    const record = async () => {
      tried.push(performance.now())
      if (tried.length < 9) throw new Error('the database is away')
    }
    const recorder = new Recorder(record, logger, new AbortController().signal)
    const added = recorder.add({ kind: 'stale', job: {} as DeliveryJob })
    await vi.advanceTimersByTimeAsync(60_000)
    await added
    const waited = tried.slice(1).map((at, index) => at - (tried[index] ?? 0))
    expect(waited).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000])
  })
})

describe('Coalescer', () => {
  test('items added while a batch runs form the next one, and each gets its own result', async () => {
    const batches: number[][] = []
    const coalescer = new Coalescer<number, number>(async (items) => {
      batches.push([...items])
      await new Promise((resolve) => setImmediate(resolve))
      return items.map((item) => item * 2)
    }, 3)
    const results = await Promise.all([1, 2, 3, 4, 5].map((item) => coalescer.add(item)))
    expect(results).toEqual([2, 4, 6, 8, 10])
    expect(batches).toEqual([
      [1, 2, 3],
      [4, 5],
    ])
  })

  test('a batch ends before the item that would make it too heavy, and one item always fits', async () => {
    const batches: number[][] = []
    const coalescer = new Coalescer<number, undefined>(
      async (items) => {
        batches.push([...items])
        return []
      },
      3,
      0,
      { of: (item) => item, max: 10 },
    )
    await Promise.all([4, 6, 1, 1, 1, 1, 12, 2, 9].map((item) => coalescer.add(item)))
    expect(batches).toEqual([[4, 6], [1, 1, 1], [1], [12], [2], [9]])
  })

  test('a failed batch rejects only its own items, and the next one runs', async () => {
    const coalescer = new Coalescer<number, number>(async (items) => {
      if (items.includes(1)) throw new Error('one')
      return items
    }, 2)
    const [first, second, third] = await Promise.allSettled([1, 2, 3].map((item) => coalescer.add(item)))
    expect([first?.status, second?.status, third]).toEqual([
      'rejected',
      'rejected',
      { status: 'fulfilled', value: 3 },
    ])
    await coalescer.idle()
  })

  describe('collects for as long as the last batch took, but at most as long as it may', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] })
    })
    afterEach(() => {
      vi.useRealTimers()
    })

    /** A coalescer of at most three items, whose first batch has taken `lastMs`. */
    async function after(lastMs: number) {
      const batches: number[][] = []
      const coalescer = new Coalescer<number, undefined>(
        async (items) => {
          if (!batches.length) await new Promise((resolve) => setTimeout(resolve, lastMs))
          batches.push([...items])
          return []
        },
        3,
        50,
      )
      coalescer.add(0)
      await vi.advanceTimersByTimeAsync(lastMs)
      await coalescer.idle()
      batches.length = 1
      return { batches, coalescer }
    }

    test.each([
      [20, 20],
      [80, 50],
    ])('%d ms: for %d ms', async (lastMs, collectedMs) => {
      const { batches, coalescer } = await after(lastMs)
      coalescer.add(1)
      await vi.advanceTimersByTimeAsync(collectedMs - 1)
      coalescer.add(2)
      expect(batches).toEqual([[0]])
      await vi.advanceTimersByTimeAsync(1)
      expect(batches).toEqual([[0], [1, 2]])
    })

    test('no longer once the batch is full', async () => {
      const { batches, coalescer } = await after(40)
      coalescer.add(1)
      await vi.advanceTimersByTimeAsync(10)
      coalescer.add(2)
      coalescer.add(3)
      await vi.advanceTimersByTimeAsync(0)
      expect(batches).toEqual([[0], [1, 2, 3]])
    })
  })
})

describe('Waker', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  test('it wakes its own worker at once and once, and others by few signals', () => {
    vi.useFakeTimers()
    const listeners: ((payload: string) => void)[] = []
    const sent: string[] = []
    const signals = {
      send: (_: string, payload = '') => {
        sent.push(payload)
        for (const listener of listeners) listener(payload)
      },
      on: (_: string, listener: (payload: string) => void) => {
        listeners.push(listener)
        return () => listeners.splice(listeners.indexOf(listener), 1)
      },
    }
    const [here, there] = [new Waker(signals), new Waker(signals)]
    const woken = { here: 0, there: 0 }
    here.connect(() => woken.here++)
    there.connect(() => woken.there++)
    for (let count = 0; count < 100; count++) here.wake()
    vi.advanceTimersByTime(1000)
    expect(woken).toEqual({ here: 100, there: 2 })
    expect(sent).toHaveLength(2)
    // The signal of a caller's transaction, sent when it commits.
    signals.send(here.statement.values[0] ?? '', here.statement.values[1])
    expect(woken).toEqual({ here: 101, there: 3 })
    let heard = 0
    const unsubscribe = there.subscribe(() => heard++)
    signals.send('')
    unsubscribe()
    signals.send('')
    expect([heard, woken.there]).toEqual([1, 5])
    there.stop()
    there.wake()
    expect(woken.there).toBe(5)
    // The second signal would follow after a rest.
    for (let count = 0; count < 2; count++) here.wake()
    here.stop()
    const { length } = sent
    vi.advanceTimersByTime(1000)
    expect(sent).toHaveLength(length)
  })
})

describe('Lanes', () => {
  const due = (webhookId: string, more: Partial<DueDelivery> = {}) =>
    ({ webhookId, lane: webhookId, isUrgent: false, isFailing: false, ...more }) as DueDelivery
  const all = () => true

  test('the limits are never exceeded, and every delivery is served', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(4)),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (webhooks, concurrency, concurrencyPerWebhook) => {
          const lanes = new Lanes({ concurrency, concurrencyPerWebhook })
          for (const webhook of webhooks) lanes.add(due(`${webhook}`))
          const running: DueDelivery[] = []
          let served = 0
          while (served < webhooks.length) {
            for (let next = lanes.take(); next; next = lanes.take()) running.push(next)
            expect(running.length).toBeLessThanOrEqual(concurrency)
            for (const { webhookId } of running) {
              const same = running.filter((each) => each.webhookId === webhookId)
              expect(same.length).toBeLessThanOrEqual(concurrencyPerWebhook)
            }
            lanes.release(running.shift() as DueDelivery, false)
            served++
          }
          expect([lanes.remove(all), lanes.running, lanes.webhookIds]).toEqual([[], 0, []])
        },
      ),
    )
  })

  test('a webhook whose attempt has failed gets no other one, also before that is recorded', () => {
    const lanes = new Lanes({ concurrency: 8, concurrencyPerWebhook: 4 })
    for (let count = 0; count < 8; count++) lanes.add(due('a'))
    const first = lanes.take() as DueDelivery
    lanes.take()
    lanes.fail(first)
    expect(lanes.take()).toBeUndefined()
    expect(lanes.removeSurplus()).toHaveLength(5)
  })

  test('the limit of a webhook applies as it was last loaded', () => {
    const lanes = new Lanes({ concurrency: 8, concurrencyPerWebhook: 4 })
    for (const concurrency of [1, 2, 2, 2]) lanes.add(due('a', { concurrency }))
    expect([lanes.take(), lanes.take(), lanes.take()].filter(Boolean)).toHaveLength(2)
  })

  test('webhooks take turns, however many deliveries each has', () => {
    const lanes = new Lanes({ concurrency: 4, concurrencyPerWebhook: 4 })
    for (const webhookId of ['a', 'a', 'a', 'b']) lanes.add(due(webhookId))
    const taken = Array.from({ length: 4 }, () => lanes.take()?.webhookId)
    expect(taken).toEqual(['a', 'b', 'a', 'a'])
  })

  test('a failing webhook gets one attempt at a time, and keeps one more delivery', () => {
    const lanes = new Lanes({ concurrency: 10, concurrencyPerWebhook: 5 })
    for (let count = 0; count < 5; count++) lanes.add(due('a', { isFailing: true }))
    const running = lanes.take() as DueDelivery
    expect(lanes.take()).toBeUndefined()
    expect(lanes.removeSurplus()).toHaveLength(3)
    expect([...lanes.ignore(false)]).toEqual(['a'])
    for (let count = 0; count < 5; count++) lanes.add(due('a', { isFailing: true }))
    lanes.release(running, false)
    expect([lanes.take(), lanes.take()].map(Boolean)).toEqual([true, true])
  })

  test('webhooks share the thousand deliveries that may wait in a process', () => {
    const lanes = new Lanes({ concurrency: 10, concurrencyPerWebhook: 5 })
    for (let count = 0; count < 2400; count++) lanes.add(due(`${count % 4}`))
    expect(lanes.removeSurplus()).toHaveLength(1400)
    for (const webhookId of lanes.webhookIds) {
      expect(lanes.remove((each) => each.webhookId === webhookId)).toHaveLength(250)
    }
  })

  test('what a person asks for does not wait for a slot, one per webhook', () => {
    const lanes = new Lanes({ concurrency: 1, concurrencyPerWebhook: 1 })
    lanes.add(due('a'))
    const urgent = { lane: 'a urgent', isUrgent: true }
    for (let count = 0; count < 2; count++) lanes.add(due('a', urgent))
    expect([lanes.take(), lanes.take(), lanes.take()].map((each) => each?.lane)).toEqual([
      'a',
      'a urgent',
      undefined,
    ])
  })

  test('a webhook gets more than twice its limit only while its attempts end', () => {
    const lanes = new Lanes({ concurrency: 10, concurrencyPerWebhook: 5 })
    for (let count = 0; count < 15; count++) lanes.add(due('a'))
    const running = [lanes.take(), lanes.take(), lanes.take(), lanes.take(), lanes.take()] as DueDelivery[]
    expect([lanes.isMoving, ...lanes.ignore(false)]).toEqual([false, 'a'])
    lanes.release(running.pop() as DueDelivery, false)
    expect([lanes.isMoving, ...lanes.ignore(false)]).toEqual([true])
    expect(lanes.hasIgnoredLow).toBe(false)
    for (let count = 0; count < 180; count++) lanes.add(due('a'))
    expect([lanes.isMoving, ...lanes.ignore(false)]).toEqual([false, 'a'])
    lanes.release(running.pop() as DueDelivery, false)
    // 190 wait. With 200 it would be ignored again.
    expect([lanes.isMoving, lanes.hasIgnoredLow, ...lanes.ignore(false)]).toEqual([true, true])
  })

  test('deliveries that cannot start now do not keep others from being fetched', () => {
    const lanes = new Lanes({ concurrency: 50, concurrencyPerWebhook: 10 })
    for (let count = 0; count < 800; count++) lanes.add(due(`${count % 4}`))
    while (lanes.take()) {}
    // 40 of 50 slots are busy, and what waits is for the same four webhooks.
    expect(lanes.needsMore).toBe(true)
    expect([...lanes.ignore(false)]).toEqual(['0', '1', '2', '3'])
    for (let count = 0; count < 10; count++) lanes.add(due('4'))
    expect(lanes.needsMore).toBe(false)
    // Looks only for webhooks that have nothing yet.
    expect([...lanes.ignore(false)]).toEqual(['0', '1', '2', '3', '4'])
  })
})
