import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Finding } from '../../drift/finding.js'
import type { DriftReport } from '../../drift/report.js'
import { events } from '../../src/contract/catalog.js'
import {
  allOfIt,
  firstGeneration,
  forms,
  type PageContent,
  type PageEvent,
  type PageField,
  pipeTable,
  secondGeneration,
  sections,
  today,
} from './pages.js'
import { check } from './run.js'

const agrees = 'The contract has everything that the page documents.'
const newEvent: PageEvent = {
  type: 'billing_cycle_ended',
  description: 'A billing cycle ends.',
  fields: [{ name: 'cycle_id', type: 'number', value: 5 }],
}

/** The field of a page with this type in words, and the event that has it. */
function fieldOfType(
  content: PageContent,
  matches: (type: string) => boolean,
): { event: PageEvent; field: PageField } {
  for (const event of content.events) {
    const field = event.fields.find(({ type }) => matches(type))
    if (field) return { event, field }
  }
  throw new Error('No event has such a field')
}

/** Replaces a field of an event. Without a replacement the field goes. */
function withField(content: PageContent, from: PageEvent, name: string, ...to: PageField[]): PageContent {
  const fields = from.fields.flatMap((field) => (field.name === name ? to : [field]))
  return {
    ...content,
    events: content.events.map((event) => (event === from ? { ...event, fields } : event)),
  }
}

const page = today()
const text = fieldOfType(page, (type) => type === 'string')
const number = fieldOfType(page, (type) => type === 'number')
const enumerated = fieldOfType(page, (type) => /^string: .* or /.test(type))
const array = fieldOfType(page, (type) => type === 'array of strings')
const [firstEvent] = page.events
const envelopeField = (matches: (field: PageField) => boolean): PageField => {
  const found = page.envelope.find(matches)
  if (!found) throw new Error('The envelope has no such field')
  return found
}
const id = envelopeField(({ type }) => type === 'number')
const nullable = envelopeField(({ type }) => type === 'string or null')
const withEnvelopeField = ({ name }: PageField, ...to: PageField[]): PageContent => ({
  ...page,
  envelope: page.envelope.flatMap((field) => (field.name === name ? to : [field])),
})
const undocumented = events.find((entry) => entry.undocumented !== undefined)

/** Edits of a page, with the exit code of a run without and with `--exact`, and the words of the report. */
const edits: Record<string, { content: PageContent; exit: [plain: number, exact: number]; words: string[] }> =
  {
    nothing: { content: page, exit: [0, 0], words: [agrees, '0 differences, 0 warnings, 0 problems.'] },
    'another order': {
      content: { ...page, events: [...page.events].reverse() },
      exit: [0, 0],
      words: ['0 differences, 0 warnings, 0 problems.'],
    },
    'the first generation': {
      content: firstGeneration(),
      exit: [0, 1],
      words: [
        'envelope: user_name (string or null) is in the contract, but not on the page.',
        '0 differences',
      ],
    },
    'the second generation': {
      content: secondGeneration(),
      exit: [0, page.events.length > 7 ? 1 : 0],
      words: ['7 event types on the page', '0 differences'],
    },
    'an event that left the page long ago': {
      content: allOfIt(),
      exit: [0, 0],
      words: ['0 differences, 0 warnings, 0 problems.'],
    },
    'a new event': {
      content: { ...page, events: [...page.events, newEvent] },
      exit: [1, 1],
      words: [
        '✗ billing_cycle_ended is on the page (cycle_id), but not in the contract.',
        '1 difference, 0 warnings',
      ],
    },
    'a renamed event': {
      content: {
        ...page,
        events: [...page.events.slice(1), { ...newEvent, fields: firstEvent?.fields ?? [] }],
      },
      exit: [1, 1],
      words: ['✗ billing_cycle_ended is on the page', `! ${firstEvent?.type} is in the contract`],
    },
    'a removed event': {
      content: { ...page, events: page.events.slice(1) },
      exit: [0, 1],
      words: [`! ${firstEvent?.type} is in the contract (`, '0 differences, 1 warning'],
    },
    'a new field': {
      content: withField(page, text.event, text.field.name, text.field, {
        name: 'new_note',
        type: 'string',
        value: 'a',
      }),
      exit: [1, 1],
      words: [`✗ ${text.event.type}: details.new_note (string) is on the page, but not in the contract.`],
    },
    'a renamed field': {
      content: withField(page, text.event, text.field.name, { ...text.field, name: 'new_title' }),
      exit: [1, 1],
      words: [
        `✗ ${text.event.type}: details.new_title (string) is on the page, but not in the contract.`,
        `! ${text.event.type}: details.${text.field.name} (string) is in the contract, but not on the page.`,
      ],
    },
    'a removed field': {
      content: withField(page, text.event, text.field.name),
      exit: [0, 1],
      words: [
        `! ${text.event.type}: details.${text.field.name} (string) is in the contract, but not on the page.`,
      ],
    },
    'a text that becomes a number': {
      content: withField(page, text.event, text.field.name, { ...text.field, type: 'number', value: 3 }),
      exit: [1, 1],
      words: [
        `✗ ${text.event.type}: details.${text.field.name} is number on the page, but string in the contract.`,
      ],
    },
    'a number that becomes a text': {
      content: withField(page, number.event, number.field.name, {
        ...number.field,
        type: 'string',
        value: '3',
      }),
      exit: [1, 1],
      words: [`details.${number.field.name} is string on the page, but number in the contract.`],
    },
    'a number that becomes a boolean': {
      content: withField(page, number.event, number.field.name, {
        ...number.field,
        type: 'boolean',
        value: true,
      }),
      exit: [1, 1],
      words: [`details.${number.field.name} is boolean on the page, but number in the contract.`],
    },
    'a text that becomes an array': {
      content: withField(page, text.event, text.field.name, {
        ...text.field,
        type: 'array of strings',
        value: ['a'],
      }),
      exit: [1, 1],
      words: [`details.${text.field.name} is array of string on the page, but string in the contract.`],
    },
    'a text that becomes an object': {
      content: withField(page, text.event, text.field.name, {
        ...text.field,
        type: 'object',
        value: { a: 1 },
      }),
      exit: [1, 1],
      words: [`details.${text.field.name} is object on the page, but string in the contract.`],
    },
    'a whole number that is named so': {
      content: withField(page, number.event, number.field.name, { ...number.field, type: 'integer' }),
      exit: [0, 0],
      words: [agrees],
    },
    'a new value of an enumerated field': {
      content: withField(page, enumerated.event, enumerated.field.name, {
        ...enumerated.field,
        type: `${enumerated.field.type} or "other"`,
        value: 'other',
      }),
      exit: [1, 1],
      words: [
        `✗ ${enumerated.event.type}: details.${enumerated.field.name} can be "other" on the page. The contract knows "`,
        '1 difference, 0 warnings',
      ],
    },
    'an array with items of another type': {
      content: withField(page, array.event, array.field.name, {
        ...array.field,
        type: 'array of numbers',
        value: [1],
      }),
      exit: [1, 1],
      words: [`details.${array.field.name}[] is number on the page, but string in the contract.`],
    },
    'an empty array': {
      content: withField(page, array.event, array.field.name, { ...array.field, type: 'array', value: [] }),
      exit: [0, 0],
      words: [agrees],
    },
    'a new field of the envelope': {
      content: {
        ...page,
        envelope: [...page.envelope, { name: 'new_envelope_field', type: 'string', value: 'a' }],
      },
      exit: [1, 1],
      words: ['✗ envelope: new_envelope_field (string) is on the page, but not in the contract.'],
    },
    'a field of the envelope with another type': {
      content: withEnvelopeField(id, { ...id, type: 'string' }),
      exit: [1, 1],
      words: [`✗ envelope: ${id.name} is string on the page, but number in the contract.`],
    },
    'a field of the envelope that is never null': {
      content: withEnvelopeField(nullable, { ...nullable, type: 'string' }),
      exit: [1, 1],
      words: [`✗ envelope: ${nullable.name} is string on the page, but string or null in the contract.`],
    },
    'a field of the envelope that is null as well': {
      content: withEnvelopeField(id, { ...id, type: 'number or null' }),
      exit: [1, 1],
      words: [`✗ envelope: ${id.name} is number or null on the page, but number in the contract.`],
    },
    'a text of the envelope whose format is in words': {
      content: {
        ...page,
        envelope: page.envelope.map((field) =>
          field.type === 'string' ? { ...field, type: 'ISO 8601 format timestamp' } : field,
        ),
      },
      exit: [0, 0],
      words: [agrees],
    },
    'a removed field of the envelope': {
      content: withEnvelopeField(id),
      exit: [0, 1],
      words: [`! envelope: ${id.name} (number) is in the contract, but not on the page.`],
    },
  }

describe.each(Object.entries(forms))('%s', (_form, write) => {
  test.each(Object.entries(edits))('%s', async (_edit, { content, exit: [plain, exact], words }) => {
    const { exitCode, stdout, stderr } = await check(write(content))
    for (const each of words) expect(stdout).toContain(each)
    expect({ exitCode, stderr }).toEqual({ exitCode: plain, stderr: '' })
    expect((await check(write(content), '--exact')).exitCode).toBe(exact)
  })

  test('an entry of the contract can state why the page does not have the event', async () => {
    const { exitCode, stdout } = await check(write(page), '--exact')
    expect(stdout).toContain(`· ${undocumented?.type} is only in the contract. ${undocumented?.undocumented}`)
    expect(exitCode).toBe(0)
  })
})

test('a table that lists fewer values than the contract is a warning; an example shows only one', async () => {
  const { event, field } = enumerated
  const fewer = withField(page, event, field.name, { ...field, type: field.type.replace(/ or .*/, '') })
  const { exitCode, stdout } = await check(pipeTable(fewer))
  expect(stdout).toMatch(
    new RegExp(
      `^! ${event.type}: details.${field.name} can be "\\w+" in the contract. The page knows "\\w+".$`,
      'm',
    ),
  )
  expect(exitCode).toBe(0)
  expect((await check(pipeTable(fewer), '--exact')).exitCode).toBe(1)
  expect((await check(sections(fewer), '--exact')).exitCode).toBe(0)
})

test('values of a field that the contract does not enumerate are a difference', async () => {
  const { event, field } = text
  const values = withField(page, event, field.name, { ...field, type: 'string: "a" or "b"' })
  const { exitCode, stdout } = await check(pipeTable(values))
  expect(stdout).toContain(`details.${field.name} can be "a" on the page. The contract knows no values.`)
  expect(exitCode).toBe(1)
})

test('any page that is written from the contract differs exactly where it was edited', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.values(forms)),
      fc.shuffledSubarray([...page.events], { minLength: 1 }),
      fc.array(
        fc.record({ event: fc.nat(), name: fc.stringMatching(/^new_[a-z]{1,8}$/), drop: fc.boolean() }),
        {
          maxLength: 4,
        },
      ),
      async (write, kept, changes) => {
        const dropped = new Set<string>()
        const added = new Set<string>()
        let content: PageContent = { ...page, events: kept }
        for (const { event: index, name, drop } of changes) {
          const event = content.events[index % content.events.length]
          const [field, ...others] = event?.fields ?? []
          if (!event || !field) continue
          if (drop && others.length) {
            content = withField(content, event, field.name)
            if (!added.delete(`${event.type} details.${field.name}`))
              dropped.add(`${event.type} details.${field.name}`)
          } else if (!event.fields.some((each) => each.name === name)) {
            content = withField(content, event, field.name, { name, type: 'number', value: 1 }, field)
            added.add(`${event.type} details.${name}`)
          }
        }
        const { stdout } = await check(write(content), '--json')
        const report: DriftReport = JSON.parse(stdout)
        const places = (findings: readonly Finding[], kind: string) =>
          findings
            .filter((finding) => finding.kind === kind)
            .map(({ eventType, path }) => `${eventType} ${path}`)
        const missing = page.events.filter((event) => !kept.includes(event)).map(({ type }) => `${type} null`)
        expect(places(report.differences, 'field_not_in_contract').sort()).toEqual([...added].sort())
        expect(places(report.warnings, 'field_not_on_page').sort()).toEqual([...dropped].sort())
        expect(places(report.warnings, 'event_not_on_page').sort()).toEqual(missing.sort())
        expect(report.differences.length + report.warnings.length).toBe(
          added.size + dropped.size + missing.length,
        )
        expect(report.exitCode).toBe(added.size ? 1 : 0)
      },
    ),
    { numRuns: 60 },
  )
})
