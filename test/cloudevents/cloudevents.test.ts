import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { CloudEvent, HTTP, Kafka, type Message, MQTT } from 'cloudevents'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromCloudEvent, toCloudEvent } from '../../src/cloudevents/index.js'
import { catalog } from '../../src/generated/catalog.js'
import {
  InvalidEventError,
  isWebhookEventType,
  readWebhookEvent,
  type WebhookEnvelope,
  type WebhookEvent,
} from '../../src/index.js'
import { createReceiver } from '../../src/receiver/index.js'
import { post } from '../receiver/signed-request.js'
import { eventCases } from '../support/corpus.js'
import { mutatedPayload } from '../support/payload-mutations.js'

type Event = WebhookEvent | WebhookEnvelope

const moved = catalog.prompt_template_label_moved.example
const events = Object.values(catalog).map(({ example }) => example)
const unknown = (more: Partial<WebhookEnvelope> = {}): WebhookEnvelope => ({
  ...moved,
  event_type: 'prompt_template_added_later',
  details: { ...moved.details },
  ...more,
})

/** The valid events among some values. */
const readable = (values: readonly unknown[]): Event[] =>
  values.flatMap((value) => {
    const reading = readWebhookEvent(value)
    return reading.kind === 'invalid' ? [] : [reading.event]
  })

test('every attribute of a moved label', () => {
  expect(toCloudEvent(moved)).toEqual({
    specversion: '1.0',
    id: expect.stringMatching(/^[0-9a-f]{64}$/),
    source: '//promptlayer.com/workspaces/1',
    type: 'com.promptlayer.prompt_template_label_moved',
    subject: 'prompt_template/12',
    time: '2023-12-01T22:05:57.924833Z',
    datacontenttype: 'application/json',
    dataschema: 'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelMoved.json',
    data: moved,
  })
})

describe('a round trip returns the event:', () => {
  test.each(events)('$event_type', (event) => {
    expect(fromCloudEvent(toCloudEvent(event))).toEqual(event)
    expect(fromCloudEvent(JSON.parse(JSON.stringify(toCloudEvent(event))))).toEqual(event)
  })

  test('every valid event of the corpus', () => {
    const sound = readable(eventCases.map(({ data }) => data))
    expect(sound.length).toBeGreaterThan(500)
    for (const event of sound) {
      const cloudEvent = toCloudEvent(event)
      expect(fromCloudEvent(cloudEvent)).toBe(cloudEvent.data)
      expect(JSON.stringify(cloudEvent.data)).toBe(JSON.stringify(event))
    }
  })

  test('a type with several dots', () => {
    const event = unknown({ event_type: 'added.later.created' })
    expect(toCloudEvent(event).type).toBe('com.promptlayer.added%2Elater%2Ecreated')
    expect(fromCloudEvent(toCloudEvent(event))).toEqual(event)
  })

  test('any type, unknown keys and details', () => {
    const anyEvent = fc.oneof(
      mutatedPayload,
      fc
        .record({
          event_type: fc.string({ unit: 'binary' }),
          details: fc.dictionary(fc.string(), fc.jsonValue()),
        })
        .map(unknown),
    )
    fc.assert(
      fc.property(anyEvent, (value) => {
        for (const event of readable([value])) {
          const cloudEvent = toCloudEvent(event)
          expect(fromCloudEvent(cloudEvent)).toBe(cloudEvent.data)
          expect(JSON.stringify(cloudEvent.data)).toBe(JSON.stringify(event))
          expect(new CloudEvent(cloudEvent).validate()).toBe(true)
          // Attributes must not contain control characters or half surrogate pairs.
          expect(`${cloudEvent.type}${cloudEvent.subject ?? ''}`).toMatch(/^[!-~]+$/)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the SDK', () => {
  const samples: Event[] = [...events, unknown(), { ...moved, user_name: 'José 😀', ...{ extra: [1.5] } }]

  test.each(samples)('accepts $event_type', (event) => {
    const cloudEvent = new CloudEvent(toCloudEvent(event))
    expect(cloudEvent.validate()).toBe(true)
    expect({ ...cloudEvent }).toMatchObject(toCloudEvent(event))
    expect(fromCloudEvent(cloudEvent)).toEqual(event)
  })

  describe.each(Object.entries({ HTTP, Kafka, MQTT }))('over %s', (_, binding) => {
    test.each(['structured', 'binary'] as const)('%s', (mode) => {
      for (const event of samples) {
        const message: Message = binding[mode](new CloudEvent(toCloudEvent(event)))
        const received = binding.toEvent(message)
        expect(fromCloudEvent(received)).toEqual(event)
      }
    })
  })

  test('the body of a binary message is the payload', () => {
    const { body } = HTTP.binary(new CloudEvent(toCloudEvent(moved)))
    expect(body).toBe(readFileSync('examples/payloads/prompt_template_label_moved.json', 'utf8'))
  })
})

describe('id', () => {
  test('does not depend on the order of keys', () => {
    const { user_id, ...rest } = moved
    expect(toCloudEvent({ ...rest, user_id }).id).toBe(toCloudEvent(moved).id)
    expect(toCloudEvent({ ...moved, user_id: 2 }).id).not.toBe(toCloudEvent(moved).id)
  })

  test('covers every field, even unknown ones', () => {
    const leaves = (value: unknown, path: string[] = []): string[][] =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, each]) => leaves(each, [...path, key]))
        : [path]
    const event = { ...moved, user_name: null, extra: { deep: [1, { a: 'b' }] } }
    const ids = leaves(event).map((path) => {
      const other = structuredClone(event)
      const last = path.pop() ?? ''
      const parent = path.reduce<Record<string, unknown>>(
        (each, key) => each[key] as Record<string, unknown>,
        other,
      )
      const value = parent[last]
      parent[last] =
        typeof value === 'number' ? value + 1 : last === 'timestamp' ? '2024-01-01T00:00:00' : `${value}x`
      return toCloudEvent(other).id
    })
    expect(new Set([toCloudEvent(event).id, ...ids]).size).toBe(1 + 12)
  })

  test('is the delivery id of the receiver', async () => {
    const ids: string[] = []
    const onAny = (_: Event, { deliveryId }: { deliveryId: string }) => void ids.push(deliveryId)
    const receiver = createReceiver({ secret: 'test-secret', on: {}, onAny })
    await receiver.fetch(post(JSON.stringify(moved, null, 2)))
    expect(ids).toEqual([toCloudEvent(moved).id])
  })

  test('is the id option if there is one', () => {
    expect(toCloudEvent(moved, { id: 'msg_1' }).id).toBe('msg_1')
  })
})

describe('attributes agree with data', () => {
  test('if a field of the event changes each time it is read', () => {
    let workspace = 0
    const changing = {
      ...moved,
      get workspace_id() {
        return ++workspace
      },
    }
    const cloudEvent = toCloudEvent(changing)
    expect(cloudEvent.source).toBe(`//promptlayer.com/workspaces/${cloudEvent.data.workspace_id}`)
    expect(cloudEvent.id).toBe(toCloudEvent(cloudEvent.data).id)
  })

  test('if the event changes afterwards', () => {
    const event = structuredClone(moved)
    const cloudEvent = toCloudEvent(event)
    Object.assign(event.details, { prompt_template_id: 99 })
    expect(cloudEvent.subject).toBe('prompt_template/12')
    expect(cloudEvent.data).toEqual(moved)
  })

  test('if an event type looks like another one with a prefix', () => {
    const event = unknown({ event_type: 'promptlayer.prompt_template_deleted' })
    const cloudEvent = toCloudEvent(event)
    expect(cloudEvent.type).toBe('com.promptlayer.promptlayer%2Eprompt_template_deleted')
    expect(fromCloudEvent(cloudEvent)).toEqual(event)
    const type = 'com.promptlayer.prompt_template_deleted'
    expect(() => fromCloudEvent({ ...cloudEvent, type })).toThrow('type: expected the event_type of data')
  })
})

test.each([
  ['2023-12-01T22:05:57', '2023-12-01T22:05:57Z'],
  ['2023-12-01T22:05:57Z', '2023-12-01T22:05:57Z'],
  ['2023-12-01T22:05:57.5-00:00', '2023-12-01T22:05:57.5-00:00'],
  ['2023-12-01T22:05:57.123456789+23:59', '2023-12-01T22:05:57.123456789+23:59'],
])('the time of %s is %s', (timestamp, time) => {
  expect(toCloudEvent({ ...moved, timestamp }).time).toBe(time)
})

describe('subject', () => {
  test.each<[string, string, WebhookEnvelope['details'], string | undefined]>([
    [
      'a number',
      'added_later_finished',
      { name: 'a', added_later_id: 7, added_later_run_id: 8 },
      'added_later/7',
    ],
    ['a string', 'added_later_changed', { added_later_id: 'a b/é' }, 'added_later/a%20b%2F%C3%A9'],
    [
      'the longest name',
      'added_later_created',
      { added_later_id: 2, added_id: 1, added_later_created_id: 3 },
      'added_later/2',
    ],
    [
      'the longest name, also if a shorter one comes first',
      'added_later_created',
      { added_id: 1, added_later_id: 2 },
      'added_later/2',
    ],
    ['no id', 'added_later_archived', { added_later_name: 'a' }, undefined],
    [
      'an id of another thing',
      'added_later_created',
      { operation_id: 'a', add_id: 1, _id: 2, id: 3 },
      undefined,
    ],
    ['no string or number', 'added_later_created', { added_later_id: null }, undefined],
    ['an empty string', 'added_later_created', { added_later_id: '' }, undefined],
    ['half a pair', 'added_later_created', { added_later_id: '\ud800' }, 'added_later/%EF%BF%BD'],
  ])('by %s', (_, event_type, details, subject) => {
    expect(toCloudEvent(unknown({ event_type, details })).subject).toBe(subject)
  })

  test('of a known event is an id of its details', () => {
    const subjects = events.flatMap((event) => {
      const [thing, id] = toCloudEvent(event).subject?.split('/') ?? []
      return id === undefined ? [] : [[String(Object(event.details)[`${thing}_id`]), id]]
    })
    expect(subjects.length).toBeGreaterThan(0)
    for (const [expected, id] of subjects) expect(decodeURIComponent(id ?? '')).toBe(expected)
  })
})

describe('dataschema', () => {
  test.each(events)('of $event_type accepts the event', (event) => {
    const { dataschema, data } = toCloudEvent(event)
    const file = dataschema.replace('https://unpkg.com/prompt-webhooks/', '')
    const schema = JSON.parse(readFileSync(file, 'utf8'))
    expect(schema.$id).toBe(dataschema)
    expect(new Ajv().compile(schema)(data)).toBe(true)
  })

  test('of an unknown event is the schema of the envelope', () => {
    expect(isWebhookEventType(unknown().event_type)).toBe(false)
    const { dataschema } = toCloudEvent(unknown())
    expect(JSON.parse(readFileSync('schemas/v1/WebhookEnvelope.json', 'utf8')).$id).toBe(dataschema)
  })
})

describe('refuses', () => {
  test.each<[object, RegExp]>([
    [{ id: '' }, /^id: expected a string that is not empty/],
    [{ id: 1 }, /^id: /],
    [{ id: 'a\r\nce-source: b' }, /^id: expected a string that is not empty, without control characters/],
    [{ id: 'a\x9f' }, /^id: /],
    [{ id: '\ud800' }, /^id: /],
    [{ id: '\uffff' }, /^id: /],
    [{ source: '' }, /^source: expected a URI reference/],
    [{ source: 'my service' }, /^source: /],
    [{ source: 'a%2' }, /^source: /],
    [{ source: 'a#b#c' }, /^source: /],
    [{ subject: 'a', time: 'b' }, /^subject, time: unknown option; expected only id, source$/],
  ])('the option %j', (options, message) => {
    expect(() => toCloudEvent(moved, options)).toThrow(TypeError)
    expect(() => toCloudEvent(moved, options)).toThrow(message)
  })

  test('what is not a valid event', () => {
    expect(() => toCloudEvent({ ...moved, user_id: 'secret-value' } as never)).toThrow(InvalidEventError)
    expect(() => toCloudEvent('{}' as never)).toThrow(/expected an object, got a string/)
    expect(() => toCloudEvent(undefined as never)).toThrow(InvalidEventError)
    const big = { ...moved, extra: 1n }
    expect(() => toCloudEvent(big)).toThrow(InvalidEventError)
    expect(() => toCloudEvent(big)).toThrow('expected an event that JSON can hold')
  })

  const cloudEvent = toCloudEvent(moved)
  test.each<[string, unknown, string]>([
    ['text', '{}', 'expected a parsed CloudEvent, got a string'],
    ['null', null, 'expected a parsed CloudEvent, got null'],
    ['an event', moved, 'specversion: missing, expected "1.0"'],
    [
      'an older version',
      { ...cloudEvent, specversion: '0.3' },
      'specversion: expected "1.0", got another value',
    ],
    ['data as text', { ...cloudEvent, data: 'secret-value' }, 'data: expected a parsed object, got a string'],
    ['no data', { ...cloudEvent, data: undefined }, 'data: expected a parsed object, got undefined'],
    ['null for data', { ...cloudEvent, data: null }, 'expected an object, got null'],
    ['no type', { ...cloudEvent, type: 1 }, 'type: expected a string, got a number'],
    [
      'another type',
      { ...cloudEvent, type: 'com.promptlayer.added_later' },
      'type: expected the event_type of data as its last segment',
    ],
    [
      'a longer type',
      { ...cloudEvent, type: 'a_prompt_template_label_moved' },
      'type: expected the event_type',
    ],
    [
      'a wrong field',
      { ...cloudEvent, data: { ...moved, user_id: 'secret-value' } },
      'user_id: expected a whole number, got a string',
    ],
  ])('%s', (_, value, message) => {
    const attempt = () => fromCloudEvent(value)
    expect(attempt).toThrow(InvalidEventError)
    expect(attempt).toThrow(message)
    expect(attempt).not.toThrow('secret-value')
  })

  test.each(['prompt_template_label_moved', 'com.example.prompt_template_label_moved'])(
    'but accepts the type %s',
    (type) => {
      expect(fromCloudEvent({ ...cloudEvent, type })).toBe(cloudEvent.data)
    },
  )
})
