import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonError } from '../src/json-error.js'

test.each([
  ['{"a": 1\n "b": 2}', 'line 2, column 2: comma expected'],
  ['{"a": }', 'line 1, column 7: value expected'],
  ['{\n  "a": 1,\n}', 'line 3, column 1: property name expected'],
  ['{"a": 1', 'line 1, column 8: close brace expected'],
  ['', 'line 1, column 1: value expected'],
  ["{'a': 1}", 'line 1, column 2: invalid symbol'],
  ['{} {}', 'line 1, column 4: end of file expected'],
  ['// note\n{}', 'line 1, column 1: invalid comment token'],
])('%j: %s', (text, message) => {
  expect(jsonError(text)).toBe(message)
})

test('every text that is not JSON gets a place', () => {
  const text = fc.string({ unit: fc.constantFrom(...'{}[]",:1e-tru\\ \n\t\u0001\u00a0\ufeff') })
  fc.assert(
    fc.property(text, (broken) => {
      try {
        JSON.parse(broken)
      } catch {
        expect(jsonError(broken), JSON.stringify(broken)).toMatch(/^line \d+, column \d+: /)
      }
    }),
    { numRuns: 3000 },
  )
})
