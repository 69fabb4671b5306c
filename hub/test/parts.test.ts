import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Coalescer } from '../src/coalesce.js'
import type { DueDelivery } from '../src/engine/due-delivery.js'
import { Lanes } from '../src/engine/lanes.js'
import { PutOffTimes } from '../src/engine/put-off-times.js'
import { secretBox } from '../src/secret-box.js'

describe('secretBox', () => {
  const key = () => randomBytes(32).toString('base64')

  test('what is sealed is opened, for its webhook and with its key alone', () => {
    const [first, second] = [key(), key()]
    fc.assert(
      fc.property(fc.string(), fc.uuid(), fc.uuid(), (secret, id, other) => {
        fc.pre(id !== other)
        const stored = secretBox(first).seal(secret, id)
        expect(secretBox(`${second}\n${first}`).open(stored, id)).toBe(Buffer.from(secret).toString())
        expect(stored).not.toContain(secret.length > 3 ? secret : '\0')
        expect(() => secretBox(first).open(stored, other)).toThrow('another key')
        expect(() => secretBox(second).open(stored, id)).toThrow('another key')
        expect(() => secretBox(undefined).open(stored, id)).toThrow('set PROMPT_WEBHOOKS_KEY')
      }),
      { numRuns: 50 },
    )
  })

  test('a changed byte is noticed', () => {
    const box = secretBox(key())
    const stored = box.seal('whsec_secret', 'id')
    const bytes = Buffer.from(stored.slice(3), 'base64url')
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => box.open(`v1.${changed.toString('base64url')}`, 'id')).toThrow()
    }
  })

  test('without a key a secret that looks sealed is still a secret', () => {
    const box = secretBox(undefined)
    expect(box.open(box.seal('v1.abc', 'id'), 'id')).toBe('v1.abc')
  })

  test('a key of another length is refused', () => {
    expect(() => secretBox('short')).toThrow(TypeError)
  })
})

describe('Coalescer', () => {
  test('what comes while a batch runs makes up the next, and each gets its own result', async () => {
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

  test('a batch that fails fails for each of its own, and the next runs', async () => {
    const coalescer = new Coalescer<number, number>(async (items) => {
      if (items.includes(1)) throw new Error('one')
      return items
    }, 1)
    const [first, second] = await Promise.allSettled([coalescer.add(1), coalescer.add(2)])
    expect([first?.status, second]).toEqual(['rejected', { status: 'fulfilled', value: 2 }])
    await coalescer.idle()
  })
})

describe('Lanes', () => {
  const due = (webhookId: string, more: Partial<DueDelivery> = {}) =>
    ({ webhookId, isFailing: false, heldSince: 0, ...more }) as DueDelivery

  test('never more at a time than the limits say, and all are served', () => {
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
            const ended = running.shift()
            expect(ended).toBeDefined()
            lanes.release(ended?.webhookId ?? '', false)
            served++
          }
          expect([lanes.waiting, lanes.running]).toEqual([0, 0])
        },
      ),
    )
  })

  test('one at a time while a webhook fails', () => {
    const lanes = new Lanes({ concurrency: 10, concurrencyPerWebhook: 5 })
    for (let count = 0; count < 5; count++) lanes.add(due('a', { isFailing: true }))
    expect(lanes.take()).toBeDefined()
    expect(lanes.take()).toBeUndefined()
    lanes.release('a', false)
    expect([lanes.take(), lanes.take()].map(Boolean)).toEqual([true, true])
  })

  test('what is held for too long is given out', () => {
    const lanes = new Lanes({ concurrency: 1, concurrencyPerWebhook: 1 })
    for (const heldSince of [1, 2, 3]) lanes.add(due('a', { heldSince }))
    expect(lanes.takeWaiting(3).map(({ heldSince }) => heldSince)).toEqual([1, 2])
    expect(lanes.waiting).toBe(1)
  })
})

test('what is put off comes back at the pace at which its webhook takes it, within a minute', () => {
  const times = new PutOffTimes()
  const now = Date.now()
  const first = times.next('a', 100).getTime() - now
  const second = times.next('a', 100).getTime() - now
  expect(second - first).toBeGreaterThanOrEqual(95)
  let last = 0
  for (let count = 0; count < 2000; count++) last = times.next('a', 100).getTime() - now
  expect(last).toBeLessThanOrEqual(60_100)
  expect(times.next('b', 100).getTime() - now).toBeLessThan(2000)
})
