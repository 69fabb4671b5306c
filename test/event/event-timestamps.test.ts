import { expect, test } from 'vitest'
import { createEvent } from '../../src/emitter/index.js'

const details = { prompt_template_id: 1, prompt_template_name: 'Hello' }
const timestampOf = (timestamp: Date) =>
  createEvent('prompt_template_deleted', details, { userId: 1, workspaceId: 1, timestamp }).timestamp

const year = (value: number) => {
  const date = new Date(Date.UTC(2000, 0, 1))
  date.setUTCFullYear(value)
  return date
}

test.each([
  [0, '0000-01-01T00:00:00.000000'],
  [9999, '9999-01-01T00:00:00.000000'],
])('writes a date of the year %i', (value, expected) => {
  expect(timestampOf(year(value))).toBe(expected)
})

test.each([
  ['of the year -1', year(-1)],
  ['of the year 10000', year(10_000)],
  ['that is invalid', new Date(Number.NaN)],
])('refuses a date %s', (_, date) => {
  expect(() => timestampOf(date)).toThrow(
    new TypeError('timestamp: expected a date between the years 0 and 9999'),
  )
})
