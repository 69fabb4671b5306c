import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryDelay } from '../../src/emitter/index.js'

const middle = () => 0.5

test('the schedule is the one in the Standard Webhooks specification', () => {
  const delays = Array.from({ length: 10 }, (_, attempt) => retryDelay(attempt, middle) ?? Number.NaN)
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

test('there is no attempt after the tenth', () => {
  for (const attempt of [10, 11, 1000]) expect(retryDelay(attempt)).toBeUndefined()
})

test('each delay is up to 20 % shorter or longer, and depends only on the attempt and the random number', () => {
  const attempts = fc.integer({ min: 0, max: 9 })
  const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const property = fc.property(attempts, chance, (attempt, random) => {
    const delay = retryDelay(attempt, () => random) ?? Number.NaN
    const nominal = retryDelay(attempt, middle) ?? Number.NaN
    expect(delay).toBeGreaterThanOrEqual(nominal * 0.8)
    expect(delay).toBeLessThanOrEqual(nominal * 1.2)
    expect(Number.isInteger(delay)).toBe(true)
    expect(retryDelay(attempt, () => random)).toBe(delay)
  })
  fc.assert(property)
  expect(retryDelay(1, () => 0)).toBe(4000)
  expect(retryDelay(1, () => 0.999999999)).toBe(6000)
  expect(new Set(Array.from({ length: 20 }, () => retryDelay(9))).size).toBeGreaterThan(1)
})

test('anything but a number of attempts is a TypeError', () => {
  for (const attempt of [-1, 0.5, Number.NaN, '1' as never, undefined as never]) {
    expect(() => retryDelay(attempt)).toThrow(TypeError)
  }
})
