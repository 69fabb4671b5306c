import fc from 'fast-check'
import type { DeliveryResult } from 'prompt-webhooks/emitter'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { databases, type TestDatabases } from '../databases.js'
import { hubOnDatabase } from './hub-on-database.js'

// What the next attempts find, the last one first.
const texts = vi.hoisted((): string[] => [])

vi.mock('prompt-webhooks/emitter', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  deliver: async (): Promise<DeliveryResult> => {
    const text = texts.pop() ?? ''
    return {
      outcome: 'delivered',
      status: 200,
      reason: text,
      latencyMs: 1,
      request: { url: 'http://127.0.0.1/', headers: {} },
      response: { status: 200, headers: {}, body: text },
    } as unknown as DeliveryResult
  },
}))

// Any sequence of UTF-16 code units, with lone surrogates and NUL characters, which Postgres cannot store.
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }),
  fc.constantFrom(0, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0x5c, 0x22),
)
const anyText = fc.array(unit).map((units) => String.fromCharCode(...units))

describe.each(databases)('$name', ({ start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('whatever an endpoint answers is recorded, with a replacement for what the database cannot store', async () => {
    texts.length = 0
    texts.push('\ud800', 'a\0b', '\udc00\ud800', '😀', ...fc.sample(anyText, 100))
    const answered = texts.map((text) => text.toWellFormed().replaceAll('\0', '\ufffd'))
    await using all = await hubOnDatabase(server, {})
    const ids = await all.publish(texts.length)
    const recorded = []
    for (const id of ids) {
      await all.inState(id, 'delivered')
      const { reason, log } = await all.hub.deliveries.get(id)
      expect(log).toHaveLength(1)
      expect(log[0]?.reason).toBe(reason)
      expect(log[0]?.response?.body).toBe(reason)
      recorded.push(reason)
    }
    expect(recorded.toSorted()).toEqual(answered.toSorted())
  })
})
