import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelays } from '../../src/emitter/index.js'

const middle = () => 0.5

test('the schedule is that of the Standard Webhooks specification', () => {
  const delays = Array.from({ length: 10 }, (_, attempt) => retryDelays(attempt, middle) ?? Number.NaN)
  const [second, minute, hour] = [1000, 60_000, 3_600_000]
  expect(delays).toEqual([
    0,
    5 * second,
    5 * minute,
    30 * minute,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
  ])
  // The last column of the specification's table: 75:35:05 since the start.
  expect(delays.reduce((sum, delay) => sum + delay)).toBe((75 * 60 + 35) * minute + 5 * second)
})

test('after the tenth attempt it is over', () => {
  for (const attempt of [10, 11, 1000]) expect(retryDelays(attempt)).toBeUndefined()
})

test('each delay is a fifth more or less, as chance has it, and nothing else counts', () => {
  const attempts = fc.integer({ min: 0, max: 9 })
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const property = fc.property(attempts, chance, (attempt, random) => {
    const delay = retryDelays(attempt, () => random) ?? Number.NaN
    const nominal = retryDelays(attempt, middle) ?? Number.NaN
    expect(delay).toBeGreaterThanOrEqual(nominal * 0.8)
    expect(delay).toBeLessThanOrEqual(nominal * 1.2)
    expect(Number.isInteger(delay)).toBe(true)
    expect(retryDelays(attempt, () => random)).toBe(delay)
  })
  fc.assert(property)
  expect(retryDelays(1, () => 0)).toBe(4000)
  expect(retryDelays(1, () => 0.999999999)).toBe(6000)
  expect(new Set(Array.from({ length: 20 }, () => retryDelays(9))).size).toBeGreaterThan(1)
})

test('what is no count of attempts is a mistake', () => {
  for (const attempt of [-1, 0.5, Number.NaN, '1' as never, undefined as never]) {
    expect(() => retryDelays(attempt)).toThrow(TypeError)
  }
})
