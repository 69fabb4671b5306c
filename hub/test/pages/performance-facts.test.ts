import { expect, test } from 'vitest'
import { percent } from '../../src/pages/overview/performance-facts.js'

test.each([
  [0, '0%'],
  [0.1234, '12.3%'],
  [0.9999, '99.9%'],
  [1, '100%'],
])('a share of %d is shown as %s, and only everything as a hundred', (share, text) => {
  expect(percent(share)).toBe(text)
})
