const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

// The example schedule of the Standard Webhooks specification.
const scheduleMs = [
  0,
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
]

const jitter = 0.2

/**
 * How long to wait before the next attempt, in milliseconds. This is the example schedule of the Standard
 * Webhooks specification, which makes ten attempts in three days: 0, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14
 * h, 20 h, 24 h. Each delay is up to 20 % shorter or longer at random, so that deliveries that failed
 * together are not tried again together.
 *
 * @example
 * ```ts
 * retryDelay(1) // about 5,000
 * retryDelay(10) // undefined: ten attempts have failed, give up
 * ```
 *
 * @param attempts How many attempts have failed so far.
 * @param random Returns a number from 0 up to, but not including, 1. Default: `Math.random`.
 * @returns The delay, or `undefined` after the tenth attempt, which is the last.
 * @throws {TypeError} if `attempts` is not a whole number of at least 0.
 */
export function retryDelay(attempts: number, random: () => number = Math.random): number | undefined {
  if (!Number.isInteger(attempts) || attempts < 0) {
    throw new TypeError('attempts: expected the number of failed attempts, a whole number of at least 0')
  }
  const delayMs = scheduleMs[attempts]
  return delayMs === undefined ? undefined : Math.round(delayMs * (1 - jitter + 2 * jitter * random()))
}
