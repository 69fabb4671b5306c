const second = 1000
const minute = 60 * second
const hour = 60 * minute

// The example schedule of the Standard Webhooks specification.
const schedule = [
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
]

const jitter = 0.2

/**
 * How many milliseconds to wait after so many failed attempts, before the next one: the schedule of the Standard Webhooks
 * specification, which lasts for three days, with a fifth more or less so that what failed together does not come back
 * together. 0 before the first attempt; undefined after the tenth, which was the last. Pure, but for the random source.
 *
 * @throws {TypeError} if `attempt` is not a whole number of at least 0.
 */
export function retryDelays(attempt: number, random: () => number = Math.random): number | undefined {
  if (!Number.isInteger(attempt) || attempt < 0) {
    throw new TypeError('attempt: expected how many attempts have failed, a whole number of at least 0')
  }
  const delay = schedule[attempt]
  return delay === undefined ? undefined : Math.round(delay * (1 - jitter + 2 * jitter * random()))
}
