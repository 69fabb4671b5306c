import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { isStrictWebhookEvent, isWebhookEvent } from '../../src/index.js'

function accepts(timestamp: string): boolean {
  const event = { ...catalog.prompt_template_deleted.example, timestamp }
  expect(isStrictWebhookEvent(event)).toBe(isWebhookEvent(event))
  return isWebhookEvent(event)
}

test.each([
  '2023-12-01T22:05:57.924833',
  '2023-12-01T22:05:57',
  '2023-12-01T22:05:57Z',
  '2023-12-01T22:05:57.9Z',
  '2023-12-01T00:00:00.123456789012345678901234567890',
  '2023-12-01T23:59:59+23:59',
  '2023-12-01T22:05:57.5-00:00',
  '2024-02-29T00:00:00',
  '2000-02-29T00:00:00',
  '0000-02-29T00:00:00',
  '9999-12-31T23:59:59',
])('takes %j', (timestamp) => expect(accepts(timestamp)).toBe(true))

test.each([
  '',
  '2023-12-01',
  '2023-12-01T22:05',
  '2023-12-01T22:05:57.',
  '2023-12-01T22:05:57,5',
  '2023-12-01 22:05:57',
  '2023-12-01t22:05:57',
  '2023-12-01T22:05:57z',
  '2023-12-01T22:05:57+0100',
  '2023-12-01T22:05:57+01',
  '2023-12-01T22:05:57+24:00',
  '2023-12-01T22:05:57+01:60',
  '2023-12-01T22:05:57 Z',
  '2023-12-01T24:00:00',
  '2023-12-01T22:60:00',
  '2023-12-01T22:05:60',
  '2023-13-01T22:05:57',
  '2023-00-01T22:05:57',
  '2023-12-00T22:05:57',
  '2023-12-32T22:05:57',
  '2023-04-31T22:05:57',
  '2023-02-29T00:00:00',
  '1900-02-29T00:00:00',
  '2023-02-30T00:00:00',
  '23-12-01T22:05:57',
  '12023-12-01T22:05:57',
  '-2023-12-01T22:05:57',
  '٢٠٢٣-12-01T22:05:57',
  '2023-12-01T22:05:57\n',
  '\n2023-12-01T22:05:57',
  ' 2023-12-01T22:05:57',
])('refuses %j', (timestamp) => expect(accepts(timestamp)).toBe(false))

test('takes exactly the days of the Gregorian calendar', () => {
  const two = (value: number) => String(value).padStart(2, '0')
  fc.assert(
    fc.property(fc.nat(9999), fc.nat(13), fc.nat(32), (year, month, day) => {
      const date = new Date(Date.UTC(2000, month - 1, day))
      date.setUTCFullYear(year, month - 1, day)
      const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
      expect(accepts(`${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T00:00:00`)).toBe(isReal)
    }),
    { numRuns: 20_000 },
  )
})

test('judges a fraction of ten million digits', () => {
  expect(accepts(`2023-12-01T22:05:57.${'1'.repeat(1e7)}`)).toBe(true)
  expect(accepts(`2023-12-01T22:05:57.${'1'.repeat(1e7)}!`)).toBe(false)
})
