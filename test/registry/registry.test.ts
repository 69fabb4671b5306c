import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { originFields } from '../../src/generated/origin.js'
import {
  eventDate,
  isStrictWebhookEvent,
  type WebhookEnvelope,
  type WebhookEvent,
  webhookEventTypes,
} from '../../src/index.js'
import {
  applyEvent,
  applyEventTo,
  diffTemplates,
  type PromptTemplateState,
} from '../../src/registry/index.js'
import { python } from '../support/python.js'
import { seed } from '../support/random-seed.js'
import { hasTools } from '../support/tools.js'
import {
  arbitraryChange,
  arbitraryState,
  arbitraryStep,
  FussyReceiver,
  origin,
  RegistryModel,
} from './registry-model.js'

const originNames = Object.keys(originFields).join(', ')

const state: PromptTemplateState = { id: 7, name: 'Hello', latestVersion: 2, labels: { prod: 1, dev: 2 } }

/** A short form of an event: its type and details, without the envelope and the id. */
function summary({ event_type, details }: WebhookEvent): string {
  const { prompt_template_id: _, ...rest } = details as { readonly prompt_template_id?: number }
  return [event_type.replace('prompt_template_', ''), ...Object.values(rest)].join(' ')
}
const summaries = (...states: [PromptTemplateState | null, PromptTemplateState | null]) =>
  diffTemplates(...states, origin).map(summary)

describe('diffTemplates', () => {
  test('a creation is one event, plus one for each further version and each label', () => {
    expect(summaries(null, { ...state, labels: {}, latestVersion: 1 })).toEqual(['created Hello 1'])
    expect(summaries(null, { ...state, latestVersion: 3 })).toEqual([
      'created Hello 1',
      'version_created Hello 2',
      'version_created Hello 3',
      'label_created Hello 1 prod',
      'label_created Hello 2 dev',
    ])
  })

  test('a deletion is one event, whatever labels there were', () => {
    expect(summaries(state, null)).toEqual(['deleted Hello'])
  })

  test('the name comes first, and versions come before the labels on them', () => {
    const after = { ...state, name: 'Hi', latestVersion: 4, labels: { prod: 4, beta: 3 } }
    expect(summaries(state, after)).toEqual([
      'name_changed Hi Hello',
      'version_created Hi 3',
      'version_created Hi 4',
      'label_moved Hi 4 prod 1',
      'label_created Hi 3 beta',
      'label_deleted Hi 2 dev',
    ])
  })

  test('returns strict events with the fields of the origin and no others', () => {
    expect(
      diffTemplates(
        null,
        { ...state, latestVersion: 1, labels: {} },
        {
          ...origin,
          timestamp: new Date('2023-12-01T22:05:57.924Z'),
          userName: null,
          userEmail: 'jo@example.com',
        },
      ),
    ).toEqual([
      {
        event_type: 'prompt_template_created',
        details: { prompt_template_id: 7, prompt_template_name: 'Hello', prompt_template_version_number: 1 },
        user_id: 3,
        workspace_id: 4,
        timestamp: '2023-12-01T22:05:57.924000',
        user_name: null,
        user_email: 'jo@example.com',
      },
    ])
  })

  test('no template before and after gives no events', () => {
    expect(summaries(null, null)).toEqual([])
  })
})

describe('two states that can follow each other', () => {
  test('each event fits the state before it and changes it, and the last one leads to the second state', () => {
    const types = new Set<string>()
    const property = fc.property(arbitraryStep, ([before, after]) => {
      const receiver = new FussyReceiver(before)
      const events = diffTemplates(before, after, origin)
      let folded = before
      for (const event of events) {
        types.add(event.event_type)
        expect(isStrictWebhookEvent(event)).toBe(true)
        receiver.apply(event)
        const next = applyEvent(folded, event)
        expect(next).not.toBe(folded)
        folded = next
        expect(folded).toEqual(receiver.state())
      }
      expect(folded).toEqual(after)
      if (!events.length) expect(before).toEqual(after)
    })
    fc.assert(property, { numRuns: 2000 })
    expect(types.size).toBe(7)
  })

  test('equal states give no events', () => {
    const property = fc.property(fc.option(arbitraryState()), (each) => {
      expect(diffTemplates(each, structuredClone(each), origin)).toEqual([])
    })
    fc.assert(property)
  })

  test('neither state is changed', () => {
    const freeze = (each: PromptTemplateState | null) =>
      each && Object.freeze({ ...each, labels: Object.freeze(each.labels) })
    const property = fc.property(arbitraryStep, ([before, after]) => {
      diffTemplates(freeze(before), freeze(after), origin).reduce<PromptTemplateState | null>(
        (each, event) => freeze(applyEvent(each, event)),
        freeze(before),
      )
    })
    fc.assert(property)
  })
})

describe('the timestamps of a diff', () => {
  const after = { ...state, latestVersion: 4 }
  const stamps = (timestamp: string) =>
    diffTemplates(null, after, { ...origin, timestamp }).map((event) => event.timestamp)

  test.each([
    ['2023-12-01T22:05:57.924833', '22:05:57.924833', '22:05:57.924838'],
    ['2023-12-01T22:05:57', '22:05:57.000000', '22:05:57.000005'],
    ['2023-12-01T22:05:57.5', '22:05:57.500000', '22:05:57.500005'],
    ['2023-12-01T22:05:57.999998Z', '22:05:57.999998', '22:05:58.000003'],
    ['2023-12-01T22:05:57.9999981234', '22:05:57.999998', '22:05:58.000003'],
    ['2023-12-02T00:05:57.1234+02:00', '22:05:57.123400', '22:05:57.123405'],
  ])('count up from %s', (timestamp, first, last) => {
    const all = stamps(timestamp)
    expect([all[0], all.at(-1)]).toEqual([`2023-12-01T${first}`, `2023-12-01T${last}`])
  })

  test.runIf(hasTools('python3'))('are what Python computes', () => {
    const millisecond = fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9999, 11, 30) })
    const arbitrary = fc.record({
      date: millisecond.map((each) => new Date(each).toISOString().slice(0, 19)),
      fraction: fc.stringMatching(/^(?:[.][0-9]{1,8}|[.]99999[0-9])?$/),
      zone: fc.constantFrom('', 'Z', '+05:30', '-23:59'),
    })
    const firsts = fc.sample(
      arbitrary.map(({ date, fraction, zone }) => date + fraction + zone),
      { numRuns: 500, seed },
    )
    const script = `
import json, sys
from datetime import datetime, timedelta, timezone
def stamps(text):
    first = datetime.fromisoformat(text)
    first = first.replace(tzinfo=first.tzinfo or timezone.utc).astimezone(timezone.utc).replace(tzinfo=None)
    return [(first + timedelta(microseconds=each)).isoformat(timespec='microseconds') for each in range(6)]
print(json.dumps([stamps(each) for each in json.load(sys.stdin)]))`
    const theirs = JSON.parse(python(['-c', script], JSON.stringify(firsts)))
    expect(firsts.map(stamps), `seed ${seed}`).toEqual(theirs)
  })

  test('count up from a date, even of another realm, as in some test runners', () => {
    const timestamp = runInNewContext("new Date('2023-12-01T22:05:57.924Z')")
    expect(diffTemplates(state, null, { ...origin, timestamp })[0]?.timestamp).toBe(
      '2023-12-01T22:05:57.924000',
    )
  })

  test('count up from now by default, and never repeat, in this diff or the next', () => {
    const start = Date.now()
    const events = Array.from({ length: 50 }, () => diffTemplates(null, after, origin)).flat()
    const all = events.map(({ timestamp }) => timestamp)
    expect([...new Set(all)].sort()).toEqual(all)
    expect(eventDate(events[0] as WebhookEvent).getTime()).toBeGreaterThanOrEqual(start)
    expect(eventDate(events.at(-1) as WebhookEvent).getTime()).toBeLessThanOrEqual(Date.now() + 1)
  })
})

describe('what no event can express throws an error that names the field', () => {
  const change = (changes: object) => ({ ...state, ...changes })
  test.each<[string, unknown, unknown]>([
    ['after.id: differs from before.id, and no event can change an id.', state, change({ id: 8 })],
    [
      'after.latestVersion: lower than before, and no event removes a version',
      state,
      change({ latestVersion: 1, labels: {} }),
    ],
    ['before: expected a template, or null for none, got undefined', undefined, state],
    ['after: expected a template, or null for none, got an array', null, []],
    ['before.id: expected a whole number of at least 1, got a string', change({ id: '7' }), state],
    ['after.id: expected a whole number of at least 1, got a number', state, change({ id: 0 })],
    ['after.id: expected a whole number of at least 1, got a number', state, change({ id: 2 ** 53 })],
    ['after.name: expected a name that is not empty, got an empty string', state, change({ name: '' })],
    ['after.name: expected a name that is not empty, got null', state, change({ name: null })],
    [
      'after.latestVersion: expected a whole number of at least 1, got a number with a fraction',
      state,
      change({ latestVersion: 2.5 }),
    ],
    [
      'after.latestVersion: expected a whole number of at least 1, got undefined',
      state,
      change({ latestVersion: undefined }),
    ],
    ['after.labels: expected a version by label, got undefined', state, change({ labels: undefined })],
    ['after.labels: expected a version by label, got an array', state, change({ labels: [] })],
    ['after.labels: expected labels that are not empty', state, change({ labels: { '': 1 } })],
    [
      'after.labels["prod"]: expected a version up to latestVersion, got a later one',
      state,
      change({ labels: { prod: 3 } }),
    ],
    [
      'after.labels["\\u00e9\\u001b"]: expected a whole number of at least 1, got a number',
      state,
      change({ labels: { 'é\x1b': 0 } }),
    ],
    [
      'before.labels["prod"]: expected a whole number of at least 1, got null',
      change({ labels: { prod: null } }),
      null,
    ],
  ])('%s', (message, before, after) => {
    const diff = () => diffTemplates(before as PromptTemplateState, after as PromptTemplateState, origin)
    expect(diff).toThrow(TypeError)
    expect(diff).toThrow(message)
  })

  test.each<[string, unknown]>([
    [`origin: expected an object with ${originNames}, got undefined`, undefined],
    [
      `origin.usrName, origin.time: unknown option; expected only ${originNames}`,
      { ...origin, usrName: 'a', time: 'b' },
    ],
    ['user_id: missing, expected a whole number', { workspaceId: 1 }],
    [
      'workspace_id: expected a whole number of at least 1, got a smaller number',
      { userId: 1, workspaceId: 0 },
    ],
    ['timestamp: expected ', { ...origin, timestamp: '2023-02-30T00:00:00' }],
    ['timestamp: expected ', { ...origin, timestamp: 'yesterday' }],
    [
      'timestamp: expected a date between the years 0 and 9999',
      { ...origin, timestamp: new Date(Number.NaN) },
    ],
    ['user_name: expected ', { ...origin, userName: '' }],
  ])('%s', (message, wrong) => {
    // Equal states too: the error does not wait for a change.
    for (const after of [state, null]) {
      expect(() => diffTemplates(state, after, wrong as typeof origin)).toThrow(message)
    }
  })

  test('no timestamp is after the year 9999', () => {
    const timestamp = '9999-12-31T23:59:59.999999'
    expect(diffTemplates(state, null, { ...origin, timestamp })[0]?.timestamp).toBe(timestamp)
    expect(() => diffTemplates(null, state, { ...origin, timestamp })).toThrow('timestamp: expected ')
  })
})

describe('diffTemplates reads each value once', () => {
  /** A copy with a field whose value counts up each time it is read. */
  const counting = <Value extends object>(value: Value, field: keyof Value): Value => {
    let count = 0
    return Object.defineProperty({ ...value }, field, { enumerable: true, get: () => ++count })
  }

  test.each(['id', 'latestVersion'] as const)('%s', (field) => {
    const events = diffTemplates(null, counting({ ...state, labels: {} }, field), origin)
    expect(events).toEqual(
      diffTemplates(
        null,
        { ...state, labels: {}, [field]: 1 },
        { ...origin, timestamp: events[0]?.timestamp },
      ),
    )
  })

  test('a label', () => {
    const events = diffTemplates(null, { ...state, labels: counting({ prod: 0 }, 'prod') }, origin)
    expect(events.map(summary).at(-1)).toBe('label_created Hello 1 prod')
  })

  test('the origin', () => {
    const events = diffTemplates(null, state, counting(origin, 'userId'))
    expect(events.map(({ user_id }) => user_id)).toEqual([1, 1, 1, 1])
  })

  test('the timestamp', () => {
    let second = 0
    const changing = {
      ...origin,
      get timestamp() {
        return `2023-12-01T22:05:0${second++}`
      },
    }
    expect(diffTemplates(state, null, changing)[0]?.timestamp).toBe('2023-12-01T22:05:00.000000')
    class ChangingDate extends Date {
      override getTime() {
        return second++ * 1000
      }
    }
    second = 0
    const [deleted] = diffTemplates(state, null, { ...origin, timestamp: new ChangingDate() })
    expect(deleted?.timestamp).toBe('1970-01-01T00:00:00.000000')
  })
})

const event = <Type extends keyof typeof catalog>(type: Type, details: object = {}): WebhookEvent => {
  const { example } = catalog[type]
  return { ...example, details: { ...example.details, prompt_template_id: 7, ...details } } as WebhookEvent
}

describe('applyEvent does not change', () => {
  test('another template', () => {
    for (const type of webhookEventTypes) {
      expect(applyEvent(state, event(type, { prompt_template_id: 8 })), type).toBe(state)
    }
  })

  test('anything for an unknown type', () => {
    const property = fc.property(
      fc.option(arbitraryState()),
      fc.constantFrom('added_later', 'prompt_template_added_later', '__proto__', 'constructor', ''),
      fc.oneof(fc.constant({ prompt_template_id: 7, prompt_template_version_number: 99 }), fc.object()),
      (template, event_type, details) => {
        const later = {
          ...catalog.prompt_template_deleted.example,
          event_type,
          details,
        } as WebhookEnvelope
        expect(applyEvent(template, later)).toBe(template)
        const templates = new Map(template && [[template.id, template]])
        applyEventTo(templates, later)
        expect([...templates.values()]).toEqual(template ? [template] : [])
      },
    )
    fc.assert(property)
  })

  test('null, except for a creation', () => {
    for (const type of webhookEventTypes) {
      expect(applyEvent(null, event(type)) === null, type).toBe(type !== 'prompt_template_created')
    }
  })

  test('an existing template that is created again', () => {
    expect(applyEvent(state, event('prompt_template_created'))).toBe(state)
  })
})

describe('repeated, late and lost events', () => {
  const events = fc
    .tuple(arbitraryStep, fc.nat())
    .map(([[before, after], index]) => ({ before, events: diffTemplates(before, after, origin), index }))

  test('applying an event twice is the same as once', () => {
    const property = fc.property(fc.option(arbitraryState()), events, (template, { before, events }) => {
      // Events that follow from this state, and events that do not.
      for (const each of events) {
        for (const start of [template, before]) {
          const once = applyEvent(start, each)
          expect(applyEvent(once, each)).toBe(once)
        }
      }
    })
    fc.assert(property, { numRuns: 500 })
  })

  test('the last event that is applied wins', () => {
    const moved = (version: number) =>
      event('prompt_template_label_moved', {
        prompt_template_label: 'prod',
        prompt_template_version_number: version,
      })
    expect(applyEvent(applyEvent(state, moved(2)), moved(1))?.labels.prod).toBe(1)
    expect(
      applyEvent(state, event('prompt_template_name_changed', { old_prompt_template_name: 'lost' }))?.name,
    ).toBe('New name')
    const deleted = applyEvent(
      state,
      event('prompt_template_label_deleted', {
        prompt_template_label: 'prod',
        prompt_template_version_number: 9,
      }),
    )
    expect(deleted).toEqual({ ...state, labels: { dev: 2 } })
  })

  test('the latest version never decreases, and a label shows that its version exists', () => {
    const version = (number: number) =>
      event('prompt_template_version_created', { prompt_template_version_number: number })
    expect(applyEvent(state, version(5))?.latestVersion).toBe(5)
    expect(applyEvent(applyEvent(state, version(5)), version(4))?.latestVersion).toBe(5)
    const labelled = applyEvent(
      state,
      event('prompt_template_label_created', {
        prompt_template_label: 'new',
        prompt_template_version_number: 6,
      }),
    )
    expect(labelled).toEqual({ ...state, latestVersion: 6, labels: { ...state.labels, new: 6 } })
  })

  test('late events do not bring a deleted template back', () => {
    const gone = applyEvent(state, event('prompt_template_deleted'))
    expect(gone).toBeNull()
    expect(applyEvent(gone, event('prompt_template_label_moved'))).toBeNull()
  })
})

test('a mirror that applies events in the order of their timestamps equals the sender', () => {
  const changes = fc.array(arbitraryChange, { minLength: 10, maxLength: 60 })
  const property = fc.property(changes, fc.infiniteStream(fc.nat({ max: 1e9 })), (tried, random) => {
    const sender = new RegistryModel()
    const events: WebhookEvent[] = []
    const mirror = new Map<number, PromptTemplateState>()
    for (const change of tried) {
      const before = sender.states()
      const sent = sender.change(change)
      if (!sent) continue
      events.push(sent)
      applyEventTo(mirror, sent)
      expect(mirror).toEqual(sender.states())
      // The diff of a single change is the event of the sender.
      const { prompt_template_id: id } = sent.details as { readonly prompt_template_id: number }
      const [said, ...more] = diffTemplates(before.get(id) ?? null, sender.states().get(id) ?? null, origin)
      expect(said).toMatchObject({ event_type: sent.event_type, details: sent.details })
      expect(more).toEqual([])
    }
    const delivered = [...events, ...events.filter(() => (random.next().value ?? 0) % 3 === 0)]
      .map((each) => ({ each, rank: random.next().value ?? 0 }))
      .sort((one, other) => one.rank - other.rank)
      .map(({ each }) => each)
    const late = new Map<number, PromptTemplateState>()
    for (const each of delivered.sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1))) {
      applyEventTo(late, each)
    }
    expect(late).toEqual(sender.states())
  })
  fc.assert(property, { numRuns: 200 })
})
