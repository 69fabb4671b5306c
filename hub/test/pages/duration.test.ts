import { expect, test } from 'vitest'
import { durationText } from '../../src/pages/duration.js'

test.each([
  [0, '0 ms'],
  [12.4, '12 ms'],
  [999, '999 ms'],
  [999.6, '1 s'],
  [1000, '1 s'],
  [1540, '1.5 s'],
  [12_345, '12 s'],
  [59_400, '59 s'],
  [59_999, '1 min'],
  [60_000, '1 min'],
  [60 * 60_000 - 1, '1 h'],
  [60 * 60_000, '1 h'],
  [24 * 60 * 60_000 - 1, '1 d'],
  [24 * 60 * 60_000, '1 d'],
  [36 * 60 * 60_000, '1.5 d'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})
