import type { Logger } from 'pino'

/**
 * Options of `createHub`: where it keeps its data, what it may connect to, and how much it does at a time.
 */
export interface HubOptions {
  /**
   * A `postgres://…` URL, shared by any number of processes. Default: an embedded database for this process
   * alone.
   */
  readonly databaseUrl?: string | undefined
  /**
   * The folder of the embedded database; created if missing. Default: the database is in memory and is lost
   * when the process ends. Not allowed together with `databaseUrl`.
   */
  readonly dataFolder?: string | undefined
  /**
   * Whether the embedded database waits for the disk before it answers, so that what was accepted survives a
   * power cut. Without it, what was accepted survives only the end of the process. On Postgres, the setting
   * of the server decides. Default: true.
   */
  readonly fsync?: boolean | undefined
  /**
   * Max connections in the pool, at least 2. One more connection listens for notifications. Postgres only.
   * Default: 10.
   */
  readonly maxConnections?: number | undefined
  /** Whether this process delivers. A process with `false` only publishes and serves. Default: true. */
  readonly work?: boolean | undefined
  /** Max attempts at a time in each process. Default: 50. */
  readonly concurrency?: number | undefined
  /** Max attempts at a time in each process to one webhook without its own `concurrency`. Default: 10. */
  readonly concurrencyPerWebhook?: number | undefined
  /**
   * Milliseconds for one attempt, at most 60,000, unless the webhook has its own. Default: 15,000.
   */
  readonly timeoutMs?: number | undefined
  /**
   * Hosts, addresses or ranges that webhooks may use although they are not public. See `deliver` of
   * `prompt-webhooks/emitter`. Default: none.
   */
  readonly allow?: readonly string[] | undefined
  /**
   * Encrypts stored secrets: 32 bytes in base64, or several such keys separated by white space. The first
   * encrypts, all of them decrypt. A blank text is refused. Default: secrets are stored as plain text.
   */
  readonly key?: string | undefined
  /**
   * Returns the milliseconds to wait after the given number of failures, or `undefined` to give up. More than
   * a year, such as `Infinity`, counts as a year. If the function throws or returns anything else, the error
   * is logged and the default applies. Default: the schedule of `prompt-webhooks/emitter`, ten attempts in
   * about three days.
   */
  readonly retryDelay?: ((failures: number) => number | undefined) | undefined
  /** Consecutive failures after which a webhook rests. Default: 5. */
  readonly failuresBeforeRest?: number | undefined
  /**
   * The length of a webhook's first rest, in seconds. Each further rest is twice as long, up to `max`.
   * Default: `{ first: 5, max: 300 }`.
   */
  readonly restSeconds?: { readonly first: number; readonly max: number } | undefined
  /** Disables a webhook whose attempts have all failed for this long. Default: 432,000 (5 days). */
  readonly disableAfterSeconds?: number | undefined
  /** How long to keep delivered deliveries, and events without deliveries. Default: 2,592,000 (30 days). */
  readonly keepDeliveredSeconds?: number | undefined
  /**
   * How long to keep deliveries that were given up, at least as long as `keepDeliveredSeconds`: until then
   * their events are kept, and would seem never sent. Default: 7,776,000 (90 days).
   */
  readonly keepGivenUpSeconds?: number | undefined
  /** How long to remember idempotency keys. Default: 86,400 (a day). */
  readonly keepIdempotencyKeySeconds?: number | undefined
  /** Max bytes of each response body to store, at most 65,536. Default: 4,096. */
  readonly maxResponseBodyBytes?: number | undefined
  /**
   * Where to send alerts: operational events, signed with Standard Webhooks, when a webhook keeps failing, is
   * disabled by the hub or recovers, and when deliveries are given up. An `http:` or `https:` URL without
   * credentials; any address is allowed. Needs `alertSecret`. Default: no alerts.
   */
  readonly alertUrl?: string | undefined
  /** Signs alerts: `whsec_` followed by 24 to 64 random bytes in base64. */
  readonly alertSecret?: string | undefined
  /** Receives one line per attempt, and warnings and errors. Default: no logging. */
  readonly logger?: Logger | undefined
}

const day = 24 * 60 * 60

/** Longer attempts would hold the slots of other webhooks. */
export const maxTimeoutMs = 60_000

/** A hundred years. The database cannot store times that are much further away. */
export const maxSeconds = 36_500 * day

export const defaults = {
  fsync: true,
  maxConnections: 10,
  concurrency: 50,
  concurrencyPerWebhook: 10,
  timeoutMs: 15_000,
  failuresBeforeRest: 5,
  restSeconds: { first: 5, max: 300 },
  disableAfterSeconds: 5 * day,
  keepDeliveredSeconds: 30 * day,
  keepGivenUpSeconds: 90 * day,
  keepIdempotencyKeySeconds: day,
  maxResponseBodyBytes: 4096,
} as const
