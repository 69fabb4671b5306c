import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ContentSplitter } from '../../../src/cli/records/content-splitter.js'
import type { SourceRecord } from '../../../src/cli/records/source-record.js'

function split(text: string, pieces: readonly number[]): SourceRecord[] {
  const records: SourceRecord[] = []
  const splitter = new ContentSplitter((record) => records.push(record))
  const bytes = Buffer.from(text)
  let start = 0
  for (const length of pieces) {
    splitter.push(bytes.subarray(start, start + length))
    start += length
  }
  splitter.push(bytes.subarray(start))
  splitter.end()
  return records
}

// What JSON can hold: no -0 and no undefined.
const json = fc.json({ stringUnit: 'binary' }).map((text) => JSON.parse(text) as unknown)
const object = fc.dictionary(fc.string({ unit: 'binary' }), json, { minKeys: 1, noNullPrototype: true })
const objects = fc.array(object, { minLength: 1, maxLength: 5 })
const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 })
const indent = fc.constantFrom('', ' ', '\t')
const lineEnd = fc.constantFrom('\n', '\r\n', '\n\n', '\n \t\r\n')

const values = (records: readonly SourceRecord[]) => records.map(({ text }) => JSON.parse(text))
/** The text at the place of a record. */
const startsAt = (text: string, { line, column }: SourceRecord) =>
  [...(text.split('\n')[line - 1] ?? '')].slice(column - 1).join('')

test('NDJSON: each line is a record, wherever the chunks end', () => {
  const property = fc.property(objects, lineEnd, pieces, (events, end, cuts) => {
    const text = events.map((event) => JSON.stringify(event)).join(end)
    const records = split(text, cuts)
    expect(values(records)).toEqual(events)
    for (const record of records) expect(startsAt(text, record).trim()).toBe(record.text.trim())
  })
  fc.assert(property, { numRuns: 2000 })
})

test('an array: each item is a record with its index, in any formatting', () => {
  const property = fc.property(fc.array(fc.oneof(object, json)), indent, pieces, (events, space, cuts) => {
    const text = JSON.stringify(events, null, space)
    const records = split(text, cuts)
    expect(values(records)).toEqual(events)
    expect(records.map((record) => record.item)).toEqual([...events.keys()])
    for (const record of records) {
      expect(startsAt(text, record).startsWith(record.text.split('\n')[0]?.trim() ?? '')).toBe(true)
    }
  })
  fc.assert(property, { numRuns: 2000 })
})

test('several values in a row, each over many lines', () => {
  const property = fc.property(objects, lineEnd, pieces, (events, end, cuts) => {
    const records = split(events.map((event) => JSON.stringify(event, null, 2)).join(end), cuts)
    expect(values(records)).toEqual(events)
  })
  fc.assert(property, { numRuns: 2000 })
})

test('any text: no crash, and the same records wherever the chunks end', () => {
  const soup = fc.string({ unit: fc.constantFrom(...'{}[]",:\\\n 1aé😀'), maxLength: 60 })
  const property = fc.property(soup, pieces, (text, cuts) => {
    expect(split(text, cuts)).toEqual(split(text, []))
  })
  fc.assert(property, { numRuns: 5000 })
})

test('a broken line of NDJSON does not affect the others', () => {
  const soup = fc
    .string({ unit: fc.constantFrom(...'{}[]",:\\ 1a'), maxLength: 20 })
    .map((text) => `x${text}`)
  const property = fc.property(objects, soup, fc.nat(), pieces, (events, broken, place, cuts) => {
    const lines = events.map((event) => JSON.stringify(event))
    const at = place % (lines.length + 1)
    lines.splice(at, 0, broken)
    const records = split(lines.join('\n'), cuts)
    expect(values(records.filter((_, index) => index !== at))).toEqual(events)
  })
  fc.assert(property, { numRuns: 2000 })
})
