import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  inAny,
  inBoth,
  samplesOf,
  textsMatching,
  textsOf,
  textsOfLength,
  without,
} from '../../compat/text-language.js'
import { timestampPattern } from '../../src/contract/timestamp.js'
import { fuzzRuns } from '../support/fuzz-runs.js'

// Short texts of few characters, so that the random patterns match about half of them.
const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '🙂'), maxLength: 5 })
const atom = fc.constantFrom('a', 'b', '[ab]', '[^a]', '(?:a|bb)', 'a?', 'b+', '(?:ab)*', '🙂', 'a{2}', '.')
const sequence = fc
  .tuple(fc.constantFrom('', '^'), fc.array(atom, { maxLength: 4 }), fc.constantFrom('', '$'))
  .map(([start, atoms, end]) => `${start}${atoms.join('')}${end}`)
const pattern = fc.array(sequence, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|'))

const matches = (source: string, value: string) => new RegExp(source, 'u').test(value)
const has = (language: ReturnType<typeof textsOf>, value: string) =>
  language.test([...value].map((character) => character.codePointAt(0) ?? 0))

test('the texts of a pattern are those that its regular expression matches', () => {
  fc.assert(
    fc.property(
      pattern,
      text,
      (source, value) => has(textsMatching(source), value) === matches(source, value),
    ),
    { numRuns: fuzzRuns(5_000) },
  )
})

test('the operations on languages are those on sets', () => {
  fc.assert(
    fc.property(pattern, pattern, text, (a, b, value) => {
      const [inA, inB] = [matches(a, value), matches(b, value)]
      const [languageA, languageB] = [textsMatching(a), textsMatching(b)]
      expect(has(inBoth(languageA, languageB), value)).toBe(inA && inB)
      expect(has(inAny([languageA, languageB]), value)).toBe(inA || inB)
      expect(has(without(languageA, languageB), value)).toBe(inA && !inB)
    }),
    { numRuns: fuzzRuns(2_000) },
  )
})

test('a length counts characters, and members are whole texts', () => {
  fc.assert(
    fc.property(text, fc.nat(4), fc.nat(4), (value, minimum, more) => {
      const { length } = [...value]
      expect(has(textsOfLength(minimum, minimum + more), value)).toBe(
        minimum <= length && length <= minimum + more,
      )
      expect(has(textsOf(['a', 'ab', '🙂']), value)).toBe(['a', 'ab', '🙂'].includes(value))
    }),
  )
})

test('a sample of a difference shows what a narrower timestamp refuses', () => {
  const narrower = timestampPattern.source.replace(/[?][$]$/, '$')
  const [sample] = samplesOf(without(textsMatching(timestampPattern.source), textsMatching(narrower)), 1)
  expect(sample).toMatch(timestampPattern)
  expect(sample).not.toMatch(new RegExp(narrower))
  expect(without(textsMatching(narrower), textsMatching(timestampPattern.source)).isEmpty).toBe(true)
})
