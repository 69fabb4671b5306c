import { describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import {
  InvalidEventError,
  isWebhookEvent,
  isWebhookEventType,
  parseStrictWebhookEvent,
  parseWebhookEvent,
  readStrictWebhookEvent,
  readWebhookEvent,
  UnknownEventTypeError,
  WebhookContractError,
  webhookEventTypes,
} from '../../src/index.js'

const { example } = catalog.prompt_template_created

test('parsing returns the very same object, with its unknown keys', () => {
  const event = Object.freeze({
    ...example,
    details: Object.freeze({ ...example.details, more: 1 }),
    extra: [2],
  })
  expect(parseWebhookEvent(event)).toBe(event)
  expect(event).toMatchObject({ extra: [2], details: { more: 1 } })
  expect(() => parseStrictWebhookEvent(event)).toThrow(InvalidEventError)
})

describe('an unknown event type', () => {
  const event = { ...example, event_type: 'added_later', details: { anything: 1 } }

  test('is not an invalid event', () => {
    expect(readWebhookEvent(event)).toEqual({ kind: 'unknown', event })
    expect(readStrictWebhookEvent(event)).toEqual({ kind: 'unknown', event })
    expect(isWebhookEvent(event)).toBe(false)
  })

  test('has its own error, which carries the type but does not print it', () => {
    const error = thrown(() => parseWebhookEvent(event))
    expect(error).toBeInstanceOf(UnknownEventTypeError)
    expect(error).not.toBeInstanceOf(InvalidEventError)
    expect(error).toMatchObject({ eventType: 'added_later', code: 'unknown_event_type' })
    expect((error as Error).message).not.toContain('added_later')
  })

  test('with a broken envelope is invalid', () => {
    const error = thrown(() => parseWebhookEvent({ ...event, timestamp: 'now' }))
    expect(error).toMatchObject({ code: 'invalid_event', issues: [{ path: ['timestamp'] }] })
  })
})

test('a known type with a wrong field is never unknown', () => {
  for (const type of webhookEventTypes) {
    expect(readWebhookEvent({ ...catalog[type].example, details: {} }).kind).toBe('invalid')
  }
})

test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])(
  'event_type %j is unknown, like any other',
  (type) => {
    expect(isWebhookEventType(type)).toBe(false)
    expect(readWebhookEvent({ ...example, event_type: type }).kind).toBe('unknown')
  },
)

describe('only the two documented errors are thrown', () => {
  const cyclic: Record<string, unknown> = { ...example }
  cyclic.details = cyclic
  let deep: unknown = {}
  for (let depth = 0; depth < 100_000; depth++) deep = { deep }
  const sparse: unknown[] = []
  sparse.length = 2 ** 32 - 1
  class Event {
    event_type = 'prompt_template_deleted'
  }
  const hostile = {
    cyclic,
    deep,
    'deep details': { ...example, details: deep },
    'deep array': JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`),
    sparse,
    'sparse details': { ...example, details: sparse },
    'sparse name': { ...example, user_name: sparse },
    'huge array': new Array(1e6).fill(example),
    'class instance': new Event(),
    'null prototype': Object.create(null),
    date: new Date(),
    map: new Map(),
    typed: new Uint8Array(1e6),
    symbol: Symbol('s'),
    'symbol type': { ...example, event_type: Symbol('s') },
    bigint: 1n,
    'bigint id': { ...example, user_id: 1n },
    NaN: Number.NaN,
    infinity: { ...example, user_id: Number.POSITIVE_INFINITY },
    boxed: Object(1),
    'boxed fields': { ...example, event_type: Object('prompt_template_created'), user_id: Object(1) },
    function: () => {},
    undefined: undefined,
    'polluted keys': JSON.parse('{"__proto__":{"event_type":"prompt_template_deleted"},"constructor":1}'),
  }

  test.each(Object.entries(hostile))('%s', (_, value) => {
    for (const parse of [parseWebhookEvent, parseStrictWebhookEvent]) {
      expect(thrown(() => parse(value))).toBeInstanceOf(WebhookContractError)
    }
    expect(['invalid', 'unknown']).toContain(readWebhookEvent(value).kind)
    expect(['invalid', 'unknown']).toContain(readStrictWebhookEvent(value).kind)
  })

  test('an object without a prototype and an instance of a class are events if they have all fields', () => {
    expect(isWebhookEvent(Object.assign(Object.create(null), example))).toBe(true)
    expect(isWebhookEvent(Object.assign(new Event(), example))).toBe(true)
  })
})

test('instanceof works for a subclass that a user writes', () => {
  class Mine extends InvalidEventError {}
  const ours = new InvalidEventError([])
  expect(ours instanceof Mine).toBe(false)
  expect(new Mine([])).toBeInstanceOf(Mine)
  expect(new Mine([])).toBeInstanceOf(InvalidEventError)
  expect(new InvalidEventError([], { cause: ours }).cause).toBe(ours)
})

describe('the message of an InvalidEventError', () => {
  const messageOf = (count: number) =>
    new InvalidEventError(
      Array.from({ length: count }, (_, index) => ({
        path: [],
        message: `fault ${index + 1}`,
        code: 'missing',
      })),
    ).message

  test('lists up to ten issues', () => {
    expect(messageOf(1)).toBe('Invalid webhook event: fault 1')
    expect(messageOf(10)).toMatch(/^Invalid webhook event: fault 1; fault 2; .*; fault 9; fault 10$/)
  })

  test.each([
    [11, 1],
    [12, 2],
    [1000, 990],
  ])('of %i issues counts the other %i', (count, others) => {
    expect(messageOf(count)).toMatch(new RegExp(`; fault 10; and ${others} more$`))
  })
})

function thrown(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
