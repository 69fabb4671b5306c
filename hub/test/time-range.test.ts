import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readTime } from '../src/time-range.js'

describe.each(['America/New_York', 'Asia/Kolkata', 'UTC'])('on a machine in %s', (zone) => {
  beforeEach(() => {
    vi.stubEnv('TZ', zone)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test.each([
    ['2026-07-01', 'from', '2026-07-01T00:00:00.000Z'],
    ['2026-07-01', 'to', '2026-07-02T00:00:00.000Z'],
    ['2026-07-01T09:00', 'from', '2026-07-01T09:00:00.000Z'],
    ['2026-07-01T09:00:30.5', 'to', '2026-07-01T09:00:30.500Z'],
    ['2026-07-01T09:00Z', 'from', '2026-07-01T09:00:00.000Z'],
    ['2026-07-01T09:00+02:00', 'from', '2026-07-01T07:00:00.000Z'],
  ] as const)('%s as the bound “%s” is %s', (text, bound, expected) => {
    expect(readTime(text, bound)?.toISOString()).toBe(expected)
  })
})
