import { expect, test } from 'vitest'
import { whyInState } from '../../src/pages/deliveries/why-in-state.js'

test.each([
  [{ state: 'pending', reason: null, attempts: 0 }, undefined],
  [{ state: 'delivered', reason: 'answered 204', attempts: 1 }, undefined],
  [{ state: 'retrying', reason: 'answered 503', attempts: 2 }, 'answered 503'],
  [{ state: 'given_up', reason: 'answered 503', attempts: 10 }, 'after 10 attempts: answered 503'],
  [
    { state: 'given_up', reason: 'the webhook was disabled', attempts: 1 },
    'after 1 attempt: the webhook was disabled',
  ],
  [{ state: 'given_up', reason: 'the webhook was disabled', attempts: 0 }, 'the webhook was disabled'],
] as const)('%o: %s', (delivery, why) => {
  expect(whyInState(delivery)).toBe(why)
})
