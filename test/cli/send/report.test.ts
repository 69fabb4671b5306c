import { afterEach, expect, test, vi } from 'vitest'
import { reportSeries } from '../../../src/cli/send/report.js'
import type { Series } from '../../../src/cli/send/series.js'

afterEach(() => {
  vi.restoreAllMocks()
})

function linesOf(series: Partial<Series>): string[] {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const empty = { asked: 1, delivered: 1, failures: new Map(), latencies: [1], durationMs: 1000 }
  reportSeries({ ...empty, ...series }, new URL('http://localhost/webhooks'))
  const text = write.mock.calls.map(([line]) => line).join('')
  vi.restoreAllMocks()
  return text.trimEnd().split('\n')
}

/** The latencies of a report, by name. */
function latenciesOf(latencies: readonly number[]): Record<string, string> {
  const line = linesOf({ latencies }).at(-1) ?? ''
  return Object.fromEntries(
    [...line.matchAll(/(p\d+|max) ([\d.]+ ms)/g)].map(([, name, value]) => [name, value]),
  )
}

test('percentiles are the nearest rank', () => {
  const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)
  expect(latenciesOf(upTo(200).reverse())).toEqual({
    p50: '100 ms',
    p95: '190 ms',
    p99: '198 ms',
    max: '200 ms',
  })
  expect(latenciesOf(upTo(11))).toEqual({ p50: '6.0 ms', p95: '11 ms', p99: '11 ms', max: '11 ms' })
  expect(latenciesOf([30, 10, 20])).toEqual({ p50: '20 ms', p95: '30 ms', p99: '30 ms', max: '30 ms' })
  expect(latenciesOf([100, 9])).toEqual({ p50: '9.0 ms', p95: '100 ms', p99: '100 ms', max: '100 ms' })
  expect(latenciesOf([1.26])).toEqual({ p50: '1.3 ms', p95: '1.3 ms', p99: '1.3 ms', max: '1.3 ms' })
  expect(latenciesOf([9.99, 10.4])).toEqual({ p50: '10.0 ms', p95: '10 ms', p99: '10 ms', max: '10 ms' })
})

test('counts, rate and reasons', () => {
  const failures = new Map([
    ['answered 500', 1200],
    ['answered 410', 1],
  ])
  const latencies = Array.from({ length: 3001 }, () => 1)
  const lines = linesOf({ asked: 4000, delivered: 1800, failures, latencies, durationMs: 2000 })
  expect(lines[0]).toMatch(/3,001 of 4,000 events.*http:\/\/localhost\/webhooks.*2\.0 s.*1,501 per second/)
  expect(lines[1]).toMatch(/^✓ 1,800 delivered/)
  expect(lines[2]).toMatch(/^✗ 1,201 not delivered/)
  expect(lines.slice(3, 5).map((line) => line.trim())).toEqual([
    expect.stringMatching(/^1,200 .*answered 500/),
    expect.stringMatching(/^1 .*answered 410/),
  ])
})

test('all delivered: no line about failures, and none about those that were not asked for', () => {
  const lines = linesOf({ asked: 2, delivered: 2, latencies: [1, 2] })
  expect(lines[0]).toContain('2 events')
  expect(lines[0]).not.toContain(' of ')
  expect(lines.join('\n')).not.toContain('✗')
})

test('nothing sent: no delivered line, and no latencies', () => {
  const lines = linesOf({ asked: 5, delivered: 0, latencies: [] })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('0 of 5 events')
})
