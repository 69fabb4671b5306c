import fc from 'fast-check'
import { expect, test } from 'vitest'
import { valueScale } from '../../../src/pages/chart/value-scale.js'

test('values of one size share a linear scale that ends at a round number', () => {
  const { heightOf, ticks, isLogarithmic } = valueScale([3, 9, 5], 100)
  expect(isLogarithmic).toBe(false)
  expect(ticks).toEqual([0, 2, 4, 6, 8, 10])
  expect([0, 5, 10].map(heightOf)).toEqual([0, 50, 100])
})

test('beside a value that is a hundred times the others, the others keep a fifth of the height', () => {
  const { heightOf, ticks, isLogarithmic } = valueScale([4, 5, 3, 500, 0], 100)
  expect(isLogarithmic).toBe(true)
  expect(ticks).toEqual([0, 1, 10, 100])
  expect(heightOf(500)).toBe(100)
  expect(heightOf(4)).toBeGreaterThan(20)
  expect(heightOf(0)).toBe(0)
})

test('without any value there is only a base line', () => {
  expect(valueScale([0, 0], 100)).toMatchObject({ ticks: [0], isLogarithmic: false })
})

test('bars keep the order of their values, fit, and can be seen; labels are whole and few', () => {
  const counts = fc.array(fc.oneof(fc.nat(20), fc.nat(10 ** 9)), { minLength: 1, maxLength: 100 })
  fc.assert(
    fc.property(counts, fc.integer({ min: 20, max: 200 }), (values, height) => {
      const { heightOf, ticks } = valueScale(values, height)
      const sorted = values.toSorted((one, other) => one - other).map(heightOf)
      for (const [index, each] of sorted.entries()) {
        expect(each).toBeLessThanOrEqual(height)
        expect(each).toBeGreaterThanOrEqual(sorted[index - 1] ?? 0)
      }
      for (const value of values) expect(heightOf(value) >= 2).toBe(value > 0)
      expect(ticks[0]).toBe(0)
      expect(ticks.length).toBeLessThanOrEqual(Math.max(1, height / 18) + 1)
      expect(ticks.every(Number.isInteger)).toBe(true)
      for (const tick of ticks) expect(heightOf(tick)).toBeLessThanOrEqual(height)
    }),
  )
})
