import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { createReceiver, createReplayMemory, type ReplayMemory } from '../../src/receiver/index.js'
import { signMessage } from '../../src/standard-webhooks/index.js'
import { messageHeaders, messageSecret, moved } from './signed-request.js'

const start = 1_700_000_000

/** A receiver with a clock, and a handler that succeeds. */
function receiverOf(options: { toleranceSeconds?: number; replayMemory?: ReplayMemory } = {}) {
  const handler = vi.fn()
  const clock = { seconds: start }
  const receiver = createReceiver({
    secret: messageSecret,
    scheme: 'standard-webhooks',
    on: { prompt_template_label_moved: handler },
    onError: () => {},
    now: () => clock.seconds * 1000,
    ...options,
  })
  const receive = async (headers: Record<string, string>) =>
    (await receiver.receive({ body: moved, headers })).kind
  return { receive, handler, clock }
}

const signedAt = (timestamp: number, id = 'msg_1') => messageHeaders(moved, { id, timestamp })

test.each([0, 1, 300, 360, 86_400, 7 * 86_400])(
  'with a tolerance of %i seconds, accepts messages up to both edges and not beyond',
  async (toleranceSeconds) => {
    for (const [offset, kind] of [
      [-toleranceSeconds - 1, 'refused'],
      [-toleranceSeconds, 'handled'],
      [toleranceSeconds, 'handled'],
      [toleranceSeconds + 1, 'refused'],
    ] as const) {
      const { receive } = receiverOf({ toleranceSeconds })
      expect(await receive(signedAt(start + offset))).toBe(kind)
    }
  },
)

test('the default tolerance is 300 seconds', async () => {
  const { receive } = receiverOf()
  expect(await receive(signedAt(start - 300))).toBe('handled')
  expect(await receive(signedAt(start - 301, 'msg_2'))).toBe('refused')
})

test('accepts a message that waited six minutes if the tolerance allows it', async () => {
  expect(await receiverOf({ toleranceSeconds: 600 }).receive(signedAt(start - 360))).toBe('handled')
})

test.each([0, 1, 300, 3600, 7 * 86_400])(
  'with a tolerance of %i seconds, no replay is handled at any edge',
  async (toleranceSeconds) => {
    const { receive, handler, clock } = receiverOf({ toleranceSeconds })
    // As far ahead as allowed, so it can be replayed for the longest time.
    const headers = signedAt(start + toleranceSeconds)
    expect(await receive(headers)).toBe('handled')
    for (const [seconds, kind] of [
      [0, 'duplicate'],
      [toleranceSeconds, 'duplicate'],
      [2 * toleranceSeconds, 'duplicate'],
      [2 * toleranceSeconds + 0.999, 'duplicate'],
      [2 * toleranceSeconds + 1, 'refused'],
    ] as const) {
      clock.seconds = start + seconds
      expect(await receive(headers), `${seconds}`).toBe(kind)
    }
    expect(handler).toHaveBeenCalledOnce()
  },
)

test('with a dedupe store and a tolerance of a month, marks last two months', async () => {
  const ttls: number[] = []
  const dedupe = {
    get: () => undefined,
    set: (_key: string, _value: string, ttlMs: number) => ttls.push(ttlMs),
  }
  const month = 30 * 86_400
  for (const toleranceSeconds of [300, month]) {
    const receiver = createReceiver({
      secret: messageSecret,
      scheme: 'standard-webhooks',
      on: { prompt_template_label_moved: () => {} },
      dedupe,
      toleranceSeconds,
    })
    await receiver.receive({ body: moved, headers: messageHeaders(moved) })
  }
  expect(ttls[0]).toBe(7 * 86_400_000)
  expect(ttls[1]).toBeGreaterThan(2 * month * 1000)
})

test.each(['promptlayer', 'standard-webhooks', 'both'] as const)(
  'an unsigned receiver with the scheme %s remembers nothing, so equal bodies are handled each time',
  async (scheme) => {
    const receiver = createReceiver({ secret: null, scheme, on: { prompt_template_label_moved: () => {} } })
    for (let times = 0; times < 2; times++) {
      expect((await receiver.receive({ body: moved, headers: {} })).kind).toBe('handled')
    }
  },
)

test('handles each message once, in any order of messages, replays and time', async () => {
  const step = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    offset: fc.integer({ min: -12, max: 12 }),
    wait: fc.integer({ min: 0, max: 15 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const { receive, clock } = receiverOf({ toleranceSeconds: 10 })
      const sent = new Map<string, Record<string, string>>()
      const handled = new Map<string, number>()
      for (const { id, offset, wait } of steps) {
        clock.seconds += wait
        const headers = sent.get(id) ?? signedAt(clock.seconds + offset, id)
        sent.set(id, headers)
        if ((await receive(headers)) === 'handled') handled.set(id, (handled.get(id) ?? 0) + 1)
      }
      for (const count of handled.values()) expect(count).toBe(1)
    }),
    { numRuns: 200 },
  )
})

describe('a replay memory', () => {
  test('belongs to one receiver, so two routes with one secret are independent', async () => {
    const [one, other] = [receiverOf(), receiverOf()]
    expect([await one.receive(signedAt(start)), await other.receive(signedAt(start))]).toEqual([
      'handled',
      'handled',
    ])
  })

  test('uses the clock of its receiver, not the system’s', async () => {
    vi.useFakeTimers({ now: start * 1000, toFake: ['Date'] })
    const { receive } = receiverOf()
    expect(await receive(signedAt(start))).toBe('handled')
    vi.setSystemTime((start + 86_400) * 1000)
    expect(await receive(signedAt(start))).toBe('duplicate')
    vi.useRealTimers()
  })

  test('can be shared by receivers that are created for each request', async () => {
    const replayMemory = createReplayMemory({ now: () => start * 1000 })
    const kinds = []
    for (let request = 0; request < 3; request++) {
      kinds.push(await receiverOf({ replayMemory }).receive(signedAt(start)))
    }
    expect(kinds).toEqual(['handled', 'duplicate', 'duplicate'])
  })

  test('can come from another copy of the package, such as its CommonJS build', async () => {
    vi.resetModules()
    const copy = await import('../../src/receiver/index.js')
    expect(copy.createReplayMemory).not.toBe(createReplayMemory)
    const replayMemory = copy.createReplayMemory({ now: () => start * 1000 })
    const { receive } = receiverOf({ replayMemory })
    expect([await receive(signedAt(start)), await receive(signedAt(start))]).toEqual(['handled', 'duplicate'])
  })

  test('is bounded, and remembers every message that can still be replayed', async () => {
    let now = start * 1000
    const replayMemory = createReplayMemory({ maxMessages: 2, now: () => now })
    const onError = vi.fn()
    const receiver = createReceiver({
      secret: messageSecret,
      scheme: 'standard-webhooks',
      on: { prompt_template_label_moved: () => {} },
      now: () => now,
      onError,
      replayMemory,
    })
    const receive = async (id: string) =>
      (await receiver.receive({ body: moved, headers: signedAt(Math.floor(now / 1000), id) })).kind
    expect([await receive('a'), await receive('b'), await receive('a')]).toEqual([
      'handled',
      'handled',
      'duplicate',
    ])
    expect(await receive('c')).toBe('failed')
    expect(onError.mock.lastCall?.[0].message).toMatch(/^replayMemory: full with 2 messages.*maxMessages/)
    expect(await receive('a')).toBe('duplicate')
    now += 660_000
    expect(await receive('c')).toBe('handled')
  })

  test('has room for 1,000,000 messages by default', () => {
    const memory = createReplayMemory({ now: () => 0 })
    for (let count = 1; count < 1_000_000; count++) memory.set(`${count}`, '', 1000)
    expect(memory.get('another')).toBe(false)
    memory.set('1000000', '', 1000)
    expect(() => memory.get('another')).toThrow(/^replayMemory: full with 1000000 messages/)
  })

  test('makes room for a new message although an older one was set again', () => {
    let now = 0
    const memory = createReplayMemory({ maxMessages: 2, now: () => now })
    memory.set('a', '', 1000)
    now = 500
    memory.set('b', '', 1000)
    now = 900
    memory.set('a', '', 1000)
    now = 1600
    expect([memory.get('c'), memory.get('a')]).toEqual([false, true])
  })

  test('forgets messages that can no longer be replayed', () => {
    let now = 0
    const memory = createReplayMemory({ now: () => now })
    memory.set('a', '', 1000)
    now = 500
    memory.set('b', '', 1000)
    now = 999
    expect(memory.get('a')).toBe(true)
    now = 1000
    expect(memory.get('a')).toBe(false)
  })

  test.each<[unknown, RegExp]>([
    [{ maxMessages: 0 }, /^maxMessages: /],
    [{ maxMessages: 1.5 }, /^maxMessages: /],
    [{ now: 7 }, /^now: expected a function, got a number$/],
    [{ now: null }, /^now: expected a function, got null$/],
    [{ max: 7 }, /^max: unknown option; expected only maxMessages, now/],
    [null, /^options: expected an object with maxMessages, now, got null/],
  ])('refuses the options %j', (options, message) => {
    expect(() => createReplayMemory(options as never)).toThrow(TypeError)
    expect(() => createReplayMemory(options as never)).toThrow(message)
  })
})

/** A store with an atomic claim. */
class ClaimStore extends Map<string, string> {
  readonly claim = (key: string): boolean => {
    if (this.has(key)) return false
    this.set(key, 'claimed')
    return true
  }
}

test('no id can be mistaken for the claim or the mark of another', async () => {
  const suffixes = ['', ':claim', ':done', ':claim:claim', 'claim:', 'done:']
  const ids = suffixes.flatMap((suffix) => [
    `h1${suffix}`,
    `${suffix}h1`,
    `claim:h1${suffix}`,
    `done:h1${suffix}`,
  ])
  const unique = [...new Set(ids)]
  const handled: string[] = []
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const receiver = createReceiver({
    secret: messageSecret,
    scheme: 'standard-webhooks',
    dedupe: new ClaimStore(),
    on: {
      prompt_template_label_moved: async (_, { deliveryId }) => {
        handled.push(deliveryId)
        await held
      },
    },
  })
  const headersOf = (id: string) => ({
    ...signMessage({ id, timestamp: new Date(), body: moved, secret: messageSecret }),
  })
  // First all claims exist at once, then all marks.
  const results = unique.map((id) => receiver.receive({ body: moved, headers: headersOf(id) }))
  await vi.waitFor(() => expect(handled).toHaveLength(unique.length))
  release()
  expect(new Set((await Promise.all(results)).map(({ kind }) => kind))).toEqual(new Set(['handled']))
  for (const id of unique) {
    expect((await receiver.receive({ body: moved, headers: headersOf(id) })).kind).toBe('duplicate')
  }
})
