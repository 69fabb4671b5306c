import { expect, test } from 'vitest'
import { nextAttemptOf } from '../../src/pages/deliveries/next-attempt.js'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute))
const now = at(30)
const open = { paused: false, restingUntil: null }

test.each([
  ['none left', null, open, undefined],
  ['due now', at(29), open, { at: undefined, waitsFor: undefined }],
  ['later', at(40), open, { at: at(40), waitsFor: undefined }],
  [
    'due, but the webhook rests',
    at(29),
    { paused: false, restingUntil: at(35) },
    { at: at(35), waitsFor: 'rest' },
  ],
  ['after the rest', at(40), { paused: false, restingUntil: at(35) }, { at: at(40), waitsFor: undefined }],
  [
    'paused, whatever else',
    at(40),
    { paused: true, restingUntil: at(50) },
    { at: undefined, waitsFor: 'resume' },
  ],
] as const)('the next attempt: %s', (_, nextAttemptAt, webhook, expected) => {
  expect(nextAttemptOf({ nextAttemptAt, urgent: false }, webhook, now)).toEqual(expected)
})

test.each([
  ['rests', { paused: false, restingUntil: at(35) }],
  ['is paused', { paused: true, restingUntil: null }],
])('what a person sends to a webhook that %s is due now', (_, webhook) => {
  const next = nextAttemptOf({ nextAttemptAt: at(29), urgent: true }, webhook, now)
  expect(next).toEqual({ at: undefined, waitsFor: undefined })
})
