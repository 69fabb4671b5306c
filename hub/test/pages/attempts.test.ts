import { expect, test } from 'vitest'
import { Attempts } from '../../src/pages/deliveries/attempts.js'

test('planned attempts continue the numbers of those that were made', () => {
  const at = new Date()
  const attempt = {
    number: 1,
    outcome: 'retry',
    startedAt: at,
    latencyMs: 5,
    reason: 'answered 503',
    request: { url: 'https://example.com/', headers: {} },
    response: null,
  }
  const log = [attempt, { ...attempt, number: 2 }]
  const delivery = { log, schedule: [{ at }, { at }, { at }], nextAttemptAt: at }
  const html = String(Attempts({ delivery, webhook: { paused: false, restingUntil: null } } as never))
  expect([...html.matchAll(/Attempt (\d+)/g)].map(([, number]) => Number(number))).toEqual([4, 5, 3, 2, 1])
})
