import { expect, test } from 'vitest'
import { compareFields } from '../../drift/compare-fields.js'
import { fieldsOf, readExample } from '../../drift/example.js'
import type { Fields, Statement } from '../../drift/statement.js'

// No event has fields inside fields yet.
const number: Statement = { types: ['number'], by: 'declared', optional: false }
const part: Statement = { types: ['object'], by: 'declared', fields: new Map([['part', [number]]]) }
const contract: Fields = new Map([
  ['whole', [part]],
  ['parts', [{ types: ['array'], by: 'declared', items: [part] }]],
  ['anything', [{ types: [], by: 'declared' }]],
])

const findings = (example: unknown) =>
  compareFields(fieldsOf(readExample(JSON.stringify(example))?.members ?? new Map()), contract, {
    eventType: null,
    prefix: 'details.',
  }).map(({ kind, path, page }) => `${kind} ${path} ${page}`)

const same = { whole: { part: 1 }, parts: [{ part: 1 }], anything: true }

test.each([
  [same, []],
  [{ ...same, whole: { part: 'a' } }, ['type_differs details.whole.part string']],
  [{ ...same, whole: {} }, ['field_not_on_page details.whole.part null']],
  [{ ...same, whole: { part: 1, note: null } }, ['field_not_in_contract details.whole.note null']],
  [{ ...same, parts: [{ part: 1 }, { part: false }] }, ['type_differs details.parts[].part boolean']],
  [{ ...same, parts: [1] }, ['type_differs details.parts[] number']],
  [{ ...same, anything: [1] }, []],
])('an example with fields inside fields: %j', (example, expected) => {
  expect(findings(example)).toEqual(expected)
})
