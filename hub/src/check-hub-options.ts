import { checkEndpointUrl } from 'prompt-webhooks/emitter'
import { refuseUnknownOptions } from './check-options.js'
import { type HubOptions, maxSeconds, maxTimeoutMs } from './hub-options.js'
import { mistakeInPostgresUrl } from './postgres-url.js'

// A batch of results has up to 200 bodies, and JSON may write each byte as six.
const maxBodyBytes = 65_536
const maxFailures = 1_000_000

/** Says what was expected instead of a wrong value. */
type Check = (value: unknown) => string | undefined

const seconds = wholeNumber(0, maxSeconds)
const trueOrFalse = when((value) => typeof value === 'boolean', 'expected true or false')
// What it must hold is checked where it is read, before the database is opened.
const text = when((value) => typeof value === 'string', 'expected a text')

const checks: { readonly [Name in keyof Required<HubOptions>]: Check } = {
  databaseUrl: (value) => mistakeInPostgresUrl(typeof value === 'string' ? value : ''),
  dataFolder: when(
    (value) => typeof value === 'string' && value !== '',
    'expected the path of a folder. Leave it out to keep the data in memory',
  ),
  fsync: trueOrFalse,
  maxConnections: wholeNumber(2),
  work: trueOrFalse,
  concurrency: wholeNumber(1),
  concurrencyPerWebhook: wholeNumber(1),
  timeoutMs: wholeNumber(1, maxTimeoutMs),
  allow(value) {
    checkAllow(value as readonly string[])
    return undefined
  },
  key: text,
  retryDelay: when(
    (value) => typeof value === 'function',
    'expected a function that returns milliseconds, or undefined to give up',
  ),
  failuresBeforeRest: wholeNumber(1, maxFailures),
  restSeconds: when(
    isRest,
    `expected { first, max }: more than 0, at most ${maxSeconds}, and first not more than max. For example { first: 5, max: 300 }`,
  ),
  disableAfterSeconds: seconds,
  keepDeliveredSeconds: seconds,
  keepGivenUpSeconds: seconds,
  keepIdempotencyKeySeconds: seconds,
  maxResponseBodyBytes: wholeNumber(0, maxBodyBytes),
  alertUrl: text,
  alertSecret: text,
  logger: when(isLogger, 'expected a pino logger, or an object with its methods info, warn and error'),
}

/** @throws {TypeError} that names the first option that is wrong or unknown. */
export function checkHubOptions(options: HubOptions): void {
  refuseUnknownOptions(options, checks, 'createHub')
  for (const [name, value] of Object.entries(options)) {
    const mistake = value === undefined ? undefined : checks[name as keyof HubOptions](value)
    if (mistake !== undefined) throw new TypeError(`${name}: ${mistake}`)
  }
  if (options.databaseUrl !== undefined && options.dataFolder !== undefined) {
    throw new TypeError('databaseUrl, dataFolder: expected only one of them')
  }
}

/**
 * Checks `allow` as each attempt does. Otherwise the hub would start, and give up every event.
 *
 * @throws {TypeError} that names the first wrong entry by its index, such as `allow[0]`.
 */
export function checkAllow(allow: readonly string[]): void {
  checkEndpointUrl('https://example.com/', { allow })
}

function when(isRight: (value: unknown) => boolean, expected: string): Check {
  return (value) => (isRight(value) ? undefined : expected)
}

function wholeNumber(min: number, max?: number): Check {
  return when(
    (value) =>
      Number.isSafeInteger(value) &&
      Number(value) >= min &&
      Number(value) <= (max ?? Number.MAX_SAFE_INTEGER),
    max === undefined
      ? `expected a whole number of at least ${min}`
      : `expected a whole number from ${min} to ${max}`,
  )
}

function isRest(value: unknown): boolean {
  const { first, max } = Object(value)
  return (
    typeof first === 'number' && typeof max === 'number' && first > 0 && first <= max && max <= maxSeconds
  )
}

function isLogger(value: unknown): boolean {
  const methods = Object(value)
  return ['info', 'warn', 'error'].every((name) => typeof methods[name] === 'function')
}
