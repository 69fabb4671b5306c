import type { Logger } from 'pino'

/** Where a hub keeps its data, what it may connect to, and how hard it works. */
export interface HubOptions {
  /** `postgres://…`, for as many processes as wanted. Without it there is an embedded database, for this process alone. */
  readonly databaseUrl?: string | undefined
  /** The folder of the embedded database; in memory without one, and gone with the process. */
  readonly dataFolder?: string | undefined
  /** Connections to Postgres, besides one that listens; 10 unless told, and 2 at least. */
  readonly connections?: number | undefined
  /** Whether this process delivers; it does unless told. */
  readonly work?: boolean | undefined
  /** Attempts at a time; 50 unless told. */
  readonly concurrency?: number | undefined
  /** Attempts at a time to one webhook; 10 unless told. */
  readonly concurrencyPerWebhook?: number | undefined
  /**
   * Milliseconds for an attempt; 15,000 unless told, and the same in all processes: after twice that (5 seconds at least) what a killed one
   * held is taken up by another.
   */
  readonly timeout?: number | undefined
  /** What may be delivered to although it is not public: hosts, addresses, ranges. See `deliver` of `prompt-webhooks/emitter`. */
  readonly allow?: readonly string[] | undefined
  /** 32 bytes in base64, or several with white space between them: secrets are stored encrypted with the first. */
  readonly key?: string | undefined
  /** How long to wait after so many failures, in milliseconds; undefined: no more. That of `prompt-webhooks/emitter` unless told. */
  readonly retryDelays?: ((failures: number) => number | undefined) | undefined
  /** After so many failures in a row a webhook rests; 5 unless told. */
  readonly failuresBeforePause?: number | undefined
  /** The first rest, doubled for each further one up to the longest; 5 and 300 unless told. */
  readonly pauseSeconds?: { readonly first: number; readonly longest: number } | undefined
  /** A webhook that has only failed for so long is disabled; 5 days unless told. */
  readonly disableAfterSeconds?: number | undefined
  /** How long what was delivered is kept; 30 days unless told. */
  readonly keepDeliveredSeconds?: number | undefined
  /** How long what is dead is kept; 90 days unless told. */
  readonly keepDeadSeconds?: number | undefined
  /** How long an idempotency key is remembered; 24 hours unless told. */
  readonly keepIdempotencyKeySeconds?: number | undefined
  /** So many bytes of a response are kept; 4,096 unless told. */
  readonly responseBodyBytes?: number | undefined
  /** One line for each attempt, and what goes wrong; nothing unless told. */
  readonly logger?: Logger | undefined
}

const day = 24 * 60 * 60

// A killed process's deliveries must not wait for longer than twice this.
const mostTimeout = 60_000

/** @throws {TypeError} that names the first option that is wrong. */
export function checkHubOptions(options: HubOptions): void {
  const wholeNumbers: (keyof HubOptions)[] = [
    'connections',
    'concurrency',
    'concurrencyPerWebhook',
    'timeout',
    'failuresBeforePause',
    'responseBodyBytes',
  ]
  for (const name of wholeNumbers) {
    const value = options[name]
    const least = { responseBodyBytes: 0, connections: 2 }[name as string] ?? 1
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= least)) {
      throw new TypeError(`${name}: expected a whole number of at least ${least}`)
    }
  }
  if ((options.timeout ?? 0) > mostTimeout)
    throw new TypeError(`timeout: expected ${mostTimeout} at the most`)
  if (options.databaseUrl !== undefined && options.dataFolder !== undefined) {
    throw new TypeError('databaseUrl, dataFolder: expected one of them')
  }
}

export const defaults = {
  connections: 10,
  concurrency: 50,
  concurrencyPerWebhook: 10,
  timeout: 15_000,
  failuresBeforePause: 5,
  pauseSeconds: { first: 5, longest: 300 },
  disableAfterSeconds: 5 * day,
  keepDeliveredSeconds: 30 * day,
  keepDeadSeconds: 90 * day,
  keepIdempotencyKeySeconds: day,
  responseBodyBytes: 4096,
} as const
