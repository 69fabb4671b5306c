import fc from 'fast-check'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { databases, type TestDatabases } from '../databases.js'
import { hubOnDatabase } from './hub-on-database.js'

// What the next attempts find, the last one first.
const texts = vi.hoisted((): string[] => [])
// Whether the next attempts are not possible.
const broken = vi.hoisted(() => ({ is: false }))

vi.mock('prompt-webhooks/emitter', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  deliver: async (): Promise<DeliveryResult> => {
    const text = texts.pop() ?? ''
    if (broken.is) throw new Error(text)
    return {
      outcome: 'delivered',
      status: 200,
      reason: text,
      latencyMs: 1,
      request: { url: 'http://127.0.0.1/', headers: {} },
      response: { status: 200, headers: { 'x-text': text }, body: text },
    } as unknown as DeliveryResult
  },
}))

// Any sequence of UTF-16 code units, with lone surrogates and NUL characters, which Postgres cannot store.
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.constantFrom(0, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0x5c, 0x22),
)
const anyText = fc.array(unit).map((units) => String.fromCharCode(...units))

/** Makes the texts of the next attempts. Returns them as they are to be stored. */
function nextTexts(count: number): string[] {
  texts.length = 0
  texts.push('\ud800', 'a\0b', '\udc00\ud800', '😀', ...fc.sample(anyText, count))
  return texts.map((text) => text.toWellFormed().replaceAll('\0', '\ufffd'))
}

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('whatever an endpoint answers is recorded, with a replacement for what the database cannot store', async () => {
    const answered = nextTexts(100)
    await using all = await hubOnDatabase(server, {})
    const ids = await all.publish(texts.length)
    const recorded = []
    for (const id of ids) {
      await all.inState(id, 'delivered')
      const { reason, log } = await all.hub.deliveries.get(id)
      expect(log).toHaveLength(1)
      expect(log[0]?.reason).toBe(reason)
      expect(log[0]?.response?.body).toBe(reason)
      expect(log[0]?.response?.headers['x-text']).toBe(reason)
      recorded.push(reason)
    }
    expect(recorded.toSorted()).toEqual(answered.toSorted())
  })

  test('whatever the reason of an attempt that is not possible, the delivery is given up with it', async () => {
    const reasons = nextTexts(20)
    broken.is = true
    await using all = await hubOnDatabase(server, {})
    const recorded = []
    for (const id of await all.publish(reasons.length)) {
      recorded.push((await all.inState(id, 'given_up')).reason)
    }
    broken.is = false
    expect(recorded.toSorted()).toEqual(reasons.map((text) => `attempt not possible: ${text}`).toSorted())
  })

  test('what ends a delivery without an attempt leaves its last status as it is', async () => {
    await using all = await hubOnDatabase(server, {})
    const [id = ''] = await all.publish()
    expect(await all.inState(id, 'delivered')).toMatchObject({ lastStatus: 200 })
    broken.is = true
    onTestFinished(() => {
      broken.is = false
    })
    await all.hub.deliveries.resend(id)
    expect(await all.inState(id, 'given_up')).toMatchObject({ lastStatus: 200, attempts: 1 })
  })

  test('a subscriber also learns of what ends without an attempt', async () => {
    await using all = await hubOnDatabase(server, {})
    broken.is = true
    onTestFinished(() => {
      broken.is = false
    })
    const states = new Map<string, string>()
    all.hub.deliveries.subscribe((deliveries) => {
      for (const { id, state } of deliveries) states.set(id, state)
    })
    await all.hub.webhooks.pause(all.webhook.id)
    const [id = ''] = await all.publish()
    await expect.poll(() => states.get(id)).toBe('pending')
    await all.hub.webhooks.resume(all.webhook.id)
    await expect.poll(() => states.get(id)).toBe('given_up')
  })
})
