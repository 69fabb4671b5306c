import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { canonicalJson } from '../../src/signature/index.js'
import { python } from '../support/python.js'
import { seed } from '../support/random-seed.js'
import { hasTools } from '../support/tools.js'
import { brokenJsonText, jsonText } from './json-texts.js'

function canonicalOrNull(text: string): string | null {
  try {
    return canonicalJson(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

describe.runIf(hasTools('python3'))('agrees with Python', () => {
  test.each([
    { name: 'texts', texts: jsonText, runs: 20_000, read: 0.95 },
    { name: 'broken texts', texts: brokenJsonText, runs: 20_000, read: 0.05 },
  ])(`$runs $name, seed ${seed}`, ({ texts, runs, read }) => {
    const sample = fc.sample(texts, { numRuns: runs, seed })
    const lines = sample.map((text) => `${JSON.stringify(text)}\n`).join('')
    const theirs = python(['test/signature/canonical.py'], lines).trimEnd().split('\n')
    expect(theirs).toHaveLength(runs)

    let accepted = 0
    for (const [index, text] of sample.entries()) {
      const canonical: string | null = JSON.parse(theirs[index] ?? '')
      if (canonicalOrNull(text) !== canonical)
        expect(canonicalOrNull(text), JSON.stringify(text)).toBe(canonical)
      if (canonical !== null) accepted++
    }
    expect(accepted / runs).toBeGreaterThan(read)
    if (read < 0.5) expect(accepted / runs).toBeLessThan(0.9)
  })
})

describe('properties', () => {
  const options = { numRuns: 5_000 }

  test('a canonical text is its own canonical text, unless it has lone surrogates', () => {
    const property = fc.property(jsonText, (text) => {
      fc.pre(!/\p{Surrogate}/u.test(text))
      const canonical = canonicalJson(text)
      expect(canonical).toMatch(/^[ -~]+$/)
      expect(canonicalJson(canonical)).toBe(canonical)
    })
    fc.assert(property, options)
  })

  test('keeps the value of what JSON.stringify writes', () => {
    const property = fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value)
      expect(JSON.parse(canonicalJson(text))).toEqual(JSON.parse(text))
    })
    fc.assert(property, options)
  })

  test('texts with the same canonical text have the same value', () => {
    // So a signature over the canonical text covers the value that JSON.parse returns.
    const property = fc.property(jsonText, (text) => {
      fc.pre(!/\p{Surrogate}|NaN|Infinity/u.test(text) && !canonicalJson(text).includes('Infinity'))
      expect(withoutMinusZero(JSON.parse(canonicalJson(text)))).toEqual(withoutMinusZero(JSON.parse(text)))
    })
    fc.assert(property, options)
  })
})

const withoutMinusZero = (value: unknown) => JSON.parse(JSON.stringify(value))

describe('edges', () => {
  test.each([{ a: 1 }, ['1'], 5, null, undefined, { length: 1e9 }])(
    'refuses what is not a text, such as a parsed body: %j',
    (value) => {
      expect(() => canonicalJson(value as unknown as string)).toThrow(TypeError)
      expect(() => canonicalJson(value as unknown as string)).toThrow(/^text: expected a string, got /)
    },
  )

  test('throws if the result cannot be a string, which would otherwise be signed as an empty text', async () => {
    vi.resetModules()
    onTestFinished(() => void vi.unstubAllGlobals())
    const decode = () => {
      throw new RangeError('Invalid string length')
    }
    vi.stubGlobal(
      'TextDecoder',
      class {
        decode = decode
      },
    )
    const fresh = await import('../../src/signature/index.js')
    expect(() => fresh.canonicalJson('1')).toThrow(RangeError)
  })

  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

  test('accepts 1,000 levels of nesting and refuses one more', () => {
    expect(canonicalJson(nested(1000))).toBe(nested(1000))
    const objects = (levels: number) => `${'{"a": '.repeat(levels)}1${'}'.repeat(levels)}`
    expect(canonicalJson(objects(1000))).toBe(objects(1000))
    for (const text of [nested(1001), objects(1001), nested(1e6), '['.repeat(1e6), '{"a":'.repeat(1e6)]) {
      expect(() => canonicalJson(text)).toThrow(/^Not JSON .* at most 1000 levels of nesting at position/)
    }
  })

  test('siblings do not count as nesting', () => {
    expect(canonicalJson(`[${'[],'.repeat(1e5)}1]`)).toBe(`[${'[], '.repeat(1e5)}1]`)
  })

  test('a message gives the position, and no part of the text', () => {
    const message = (text: string) => {
      try {
        return canonicalJson(text)
      } catch (error) {
        return error instanceof SyntaxError
          ? error.message.replace('Not JSON as Python reads it: expected ', '')
          : error
      }
    }
    expect(message('{"secret" "SECRET"}')).toBe('a colon at position 10')
    expect(message('{"a":SECRET}')).toBe('a value at position 5')
    expect(message('{SECRET}')).toBe('a key in quotes at position 1')
    expect(message('{"a":1 SECRET')).toBe('a comma or } at position 7')
    expect(message('[1 SECRET')).toBe('a comma or ] at position 3')
    expect(message('1 SECRET')).toBe('nothing more at position 2')
    expect(message('"a\\SECRET"')).toBe('an escape that JSON has at position 2')
    expect(message('"a\n"')).toBe('a control character to be escaped at position 2')
    expect(message('"SECRET')).toBe('the end of a string at position 7')
    expect(message(`-${'1'.repeat(4301)}`)).toBe('a whole number of at most 4300 digits at position 0')
    expect(message('')).toBe('a value at position 0')
  })

  test('takes time in proportion to the text', () => {
    // Careless code takes quadratic time for each of these, so the test would time out.
    const size = 1e5
    const keys = Array.from({ length: size }, (_, index) => `"${String(size - index).padStart(6, '0')}":1`)
    expect(canonicalJson(`{${keys.join()}}`)).toHaveLength(size * 13)
    expect(canonicalJson(`{${'"a":1,'.repeat(size)}"a":2}`)).toBe('{"a": 2}')
    expect(canonicalJson(`"${'é'.repeat(size)}"`)).toHaveLength(size * 6 + 2)
    expect(canonicalJson(`0.${'1'.repeat(size)}`)).toBe('0.1111111111111111')
    expect(() => canonicalJson('1'.repeat(size))).toThrow(SyntaxError)
    const deep = `${'{"b":1,"a":'.repeat(1000)}"${'x'.repeat(size)}"${'}'.repeat(1000)}`
    expect(canonicalJson(deep)).toHaveLength(size + 2 + 1000 * 15)
  })
})
