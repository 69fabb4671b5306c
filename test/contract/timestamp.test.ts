import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import { isStrictWebhookEvent, isWebhookEvent } from '../../src/index.js'

function accepts(timestamp: string): boolean {
  const event = { ...catalog.prompt_template_deleted.example, timestamp }
  expect(isStrictWebhookEvent(event)).toBe(isWebhookEvent(event))
  return isWebhookEvent(event)
}

test('accepts exactly the days of the Gregorian calendar', () => {
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
