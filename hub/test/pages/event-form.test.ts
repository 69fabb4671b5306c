import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalog, type JsonSchema } from '../../src/catalog.js'
import { entriesOf, readEntries } from '../../src/pages/send/form-entries.js'
import { fieldsOf } from '../../src/pages/send/schema-field.js'
import { SendForm } from '../../src/pages/send/send-page.js'

/** Uses what the schemas of future events may contain. */
const schema: JsonSchema = {
  type: 'object',
  properties: {
    event_type: { type: 'string', enum: ['skill_changed'] },
    details: {
      type: 'object',
      properties: {
        skill_id: { type: 'string', minLength: 1, description: 'The id, which is a text.' },
        source: { type: 'string', enum: ['version_save', 'restored'] },
        kind: { type: 'string', enum: ['file'] },
        is_public: { type: 'boolean' },
        share: { type: 'number' },
        paths: { type: 'array', items: { type: 'string' } },
        version_number: { type: 'integer', minimum: 1 },
        note: { type: ['string', 'null'] },
        owner: {
          type: 'object',
          properties: { id: { type: 'integer' }, name: { $ref: '#/definitions/Name' } },
          required: ['id'],
        },
        reviews: { type: 'array', items: { type: 'object', properties: { stars: { type: 'integer' } } } },
        level: { type: ['string', 'null'], enum: ['low', 'high', null] },
      },
      required: ['skill_id', 'source', 'kind', 'is_public', 'paths', 'level'],
    },
  },
  required: ['event_type', 'details'],
  definitions: { Name: { type: 'string' } },
}
const fields = fieldsOf(schema)

const line = fc.string({ minLength: 1 }).filter((text) => !/[\r\n]/.test(text))
const details = fc.record(
  {
    skill_id: line,
    source: fc.constantFrom('version_save', 'restored'),
    kind: fc.constant('file'),
    is_public: fc.boolean(),
    share: fc.double({ noNaN: true, noDefaultInfinity: true }).map((share) => share + 0),
    paths: fc.array(line),
    version_number: fc.integer(),
    note: fc.option(fc.string().map((text) => text.replaceAll('\r', ''))),
    owner: fc.record({ id: fc.integer(), name: line }),
    reviews: fc.array(fc.record({ stars: fc.integer() })),
    level: fc.constantFrom('low', 'high', null),
  },
  { requiredKeys: ['skill_id', 'source', 'kind', 'is_public', 'paths', 'level'] },
)
const laterEvents = details.map((each) => ({ event_type: 'skill_changed', details: each }))

test.each(catalog)('submitting the form unchanged sends the example of $type', (entry) => {
  const entryFields = fieldsOf(entry.schema)
  const reading = readEntries(entryFields, entriesOf(entryFields, entry.example))
  expect(reading).toEqual({ event: entry.example, issues: [] })
})

test('a form can represent every event of a future schema', () => {
  fc.assert(
    fc.property(laterEvents, (event) => {
      // Browsers submit text with CRLF line breaks.
      const entries = Object.entries(entriesOf(fields, JSON.parse(JSON.stringify(event))))
      const sent = Object.fromEntries(entries.map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]))
      expect(readEntries(fields, sent)).toEqual({ event: JSON.parse(JSON.stringify(event)), issues: [] })
    }),
  )
})

test.each<[string, Record<string, string>, unknown]>([
  ['a number', { 'details.version_number': ' 12 ' }, { version_number: 12 }],
  [
    'text in a number field: kept, for the validator to report',
    { 'details.version_number': '1x' },
    { version_number: '1x' },
  ],
  ['an empty number: left out', { 'details.version_number': '' }, {}],
  ['an empty text in a required field: an empty text', { 'details.skill_id': '' }, { skill_id: '' }],
  ['an empty text that may be null', { 'details.note': '', 'details.note:empty': 'null' }, { note: null }],
  [
    'an empty text that means an empty text',
    { 'details.note': '', 'details.note:empty': 'empty' },
    { note: '' },
  ],
  ['an empty text that means absent', { 'details.note': '', 'details.note:empty': 'absent' }, {}],
  [
    'a text next to "leave out": the text wins',
    { 'details.note': 'x', 'details.note:empty': 'absent' },
    { note: 'x' },
  ],
  ['a choice', { 'details.is_public': 'false' }, { is_public: false }],
  ['text that is not one of the choices: kept', { 'details.is_public': 'maybe' }, { is_public: 'maybe' }],
  ['lines', { 'details.paths': 'a\r\nb c\r\n' }, { paths: ['a', 'b c'] }],
  ['no lines', { 'details.paths': '' }, { paths: [] }],
  ['a group without any value: left out', { 'details.owner.id': '' }, {}],
  ['a group', { 'details.owner.id': '3' }, { owner: { id: 3 } }],
  ['JSON', { 'details.reviews': '[{"stars":5}]' }, { reviews: [{ stars: 5 }] }],
])('reads from the form: %s', (_, entries, expected) => {
  const { event, issues } = readEntries(fields, entries)
  expect(issues).toEqual([])
  const [name = ''] = Object.keys(entries)
  const key = name.split('.')[1] ?? ''
  const { [key]: value } = event.details as Record<string, unknown>
  expect(value === undefined ? {} : { [key]: value }).toEqual(expected)
})

test('a field with only one possible value ignores the form', () => {
  const { event } = readEntries(fields, { event_type: 'another', 'details.kind': 'another' })
  expect(event).toMatchObject({ event_type: 'skill_changed', details: { kind: 'file' } })
})

test('invalid JSON is reported for its field', () => {
  const { issues } = readEntries(fields, { 'details.reviews': '[' })
  expect(issues).toEqual([
    {
      path: ['details', 'reviews'],
      message: expect.stringMatching(/^details\.reviews: .*JSON/),
      code: 'invalid_json',
    },
  ])
})

test('each field has a labelled input with the entered value and its problems', async () => {
  const [entry] = catalog
  if (!entry) throw new Error('no event')
  const html = String(
    await SendForm({
      entry,
      fields,
      entries: { 'details.paths': 'a\nb', 'details.version_number': '<1>', 'details.source': 'restored' },
      issues: [
        {
          path: ['details', 'paths', 1],
          message: 'details.paths[1]: expected another',
          code: 'invalid_value',
        },
        { path: ['details', 'unknown'], message: 'details.unknown: remove it', code: 'unknown_key' },
      ],
      receivers: [],
      idempotencyKey: 'key',
    }),
  )
  const names = [...html.matchAll(/<(?:input|select|textarea)[^>]* name="(details[^":]*)"/g)].map(
    ([, name]) => name,
  )
  expect(names).toEqual([
    'details.skill_id',
    'details.source',
    'details.is_public',
    'details.share',
    'details.paths',
    'details.version_number',
    'details.note',
    'details.owner.id',
    'details.owner.name',
    'details.reviews',
    'details.level',
  ])
  for (const name of names) expect(html).toContain(`<label for="${name}">`)
  expect(html).toContain('\na\nb</textarea>')
  expect(html).toContain('value="&lt;1&gt;"')
  expect(html).toContain('<option value="restored" selected="">')
  expect(html).toMatch(/id="details.paths-issue"><span>Expected another\.<\/span>/)
  expect(html).toMatch(/<a href="#details.unknown">details.unknown: remove it/)
})
