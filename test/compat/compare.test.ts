import { expect, test } from 'vitest'
import { largestOf } from '../../compat/bump.js'
import type { Change } from '../../compat/change.js'
import { compareVersions } from '../../compat/compare.js'
import { workingFolder } from '../../compat/released.js'
import { reportOf } from '../../compat/report.js'
import { readSchemaFiles } from '../../compat/schema-files.js'
import { webhookEventTypes } from '../../src/index.js'
import { type Editable, editableCopy, eventSchemas } from './edit-schemas.js'

const working = readSchemaFiles(workingFolder)
const sevenEvents = readSchemaFiles('test/compat/seven-events')
const requiredBy = (changes: readonly Change[]) => largestOf(changes.map((change) => change.class))

test('the working schemas do not differ from themselves', () => {
  expect(compareVersions(working, editableCopy(working), 'itself')).toEqual([])
})

test('growing from seven events to all is minor, and every new event is named for receivers and emitters', () => {
  const changes = compareVersions(sevenEvents, working, 'seven-events')
  expect(requiredBy(changes)).toBe('minor')
  const old = Object.keys(sevenEvents.get('index.json') as object)
  const added = webhookEventTypes.filter((type) => !old.includes(type)).sort()
  for (const audience of ['receiver', 'emitter']) {
    const isNew = (change: Change) => change.audience === audience && change.words.includes('event is new')
    expect(
      changes
        .filter(isNew)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(added)
  }
})

test('shrinking from all events to seven is major', () => {
  expect(requiredBy(compareVersions(working, sevenEvents, 'all events'))).toBe('major')
})

test('the largest changes come first, and each is listed once', () => {
  const changes = compareVersions(working, sevenEvents, 'all events')
  const sizes = changes.map((change) => ['major', 'minor', 'patch'].indexOf(change.class))
  expect(sizes).toEqual([...sizes].sort())
  expect(new Set(changes.map((change) => JSON.stringify(change))).size).toBe(changes.length)
})

test('a report says what changed for whom, and shortens long lists', () => {
  const changed = editableCopy(working)
  for (const schema of eventSchemas(changed)) delete schema.properties?.user_name
  const changes = compareVersions(working, changed, '1.2.3')
  const report = reportOf('major', changes, '1.2.3')
  expect(report).toMatch(/^The published schemas differ from those of 1\.2\.3\. .* the change is major\.$/m)
  expect(report).toMatch(/^For receivers:\n {2}major {2}The field is gone\./m)
  expect(report).toMatch(/^For emitters:\n {2}major {2}An emitter may no longer send this field\./m)
  expect(report).toContain(`         ${webhookEventTypes[0]}.user_name\n`)
  expect(report).toMatch(/and \d+ more \(--json lists them\)/)
  expect(report.split('\n').length).toBeLessThan(30)
})

test.each<[what: string, change: (schema: Editable) => unknown, message: RegExp]>([
  [
    'an unknown keyword',
    (schema) => Object.assign(schema, { if: {} }),
    /WebhookEnvelope\.json #: the keyword "if" cannot/,
  ],
  [
    'a condition on keys',
    (schema) => Object.assign(schema, { patternProperties: {} }),
    /"patternProperties"/,
  ],
  [
    'a pattern with a look-ahead',
    (schema) => setUserName(schema, { pattern: '^(?!a)' }),
    /user_name: .*ssertion/,
  ],
  ['a broken pattern', (schema) => setUserName(schema, { pattern: '(' }), /user_name: .*Unterminated group/],
  [
    'a reference that leads nowhere',
    (schema) => setUserName(schema, { $ref: '#/definitions/X' }),
    /reference #/,
  ],
  ['a reference with a neighbour', (schema) => setUserName(schema, { $ref: '#', minLength: 1 }), /beside it/],
  [
    'a number in an enumeration',
    (schema) => setUserName(schema, { enum: [1 as never] }),
    /enumerated value 1/,
  ],
  ['an unknown type', (schema) => setUserName(schema, { type: 'text' }), /the type "text"/],
  ['a schema that is not an object', (schema) => setUserName(schema, true as never), /the schema true/],
  [
    'alternatives of one type',
    (schema) => setUserName(schema, { oneOf: [{ type: 'number' }, { type: 'number' }] }),
    /several alternatives of the type number/,
  ],
])('%s is not judged but named', (_, change, message) => {
  const changed = editableCopy(working)
  change(changed.get('WebhookEnvelope.json') as Editable)
  expect(() => compareVersions(working, changed, '1.2.3')).toThrow(message)
})

test('a version without events or without an envelope is refused', () => {
  const without = (name: RegExp) => new Map([...working].filter(([path]) => !name.test(path)))
  expect(() => compareVersions(without(/Envelope/), working, '1.2.3')).toThrow(
    '1.2.3 has no schema of an envelope',
  )
  expect(() => compareVersions(new Map([['index.json', {}]]), working, '1.2.3')).toThrow('schema of an event')
})

function setUserName({ properties }: Editable, schema: Editable): void {
  if (properties) properties.user_name = schema
}
