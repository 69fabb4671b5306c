import { expect, test } from 'vitest'
import { ranges } from '../../../src/pages/chart/ranges.js'

test('the bars of each range cover the time that its name says', () => {
  const hour = 60 * 60
  expect(ranges.map(({ text, spans, spanSeconds }) => [text, spans * spanSeconds])).toEqual([
    ['Last hour', hour],
    ['Last day', 24 * hour],
    ['Last week', 7 * 24 * hour],
  ])
})
