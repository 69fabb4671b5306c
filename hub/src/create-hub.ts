import { pino } from 'pino'
import { retryDelay } from 'prompt-webhooks/emitter'
import { exampleOf } from './catalog.js'
import { Changes } from './changes.js'
import { Coalescer } from './coalesce.js'
import type { Database } from './database/database.js'
import { migrate, oneAtATime } from './database/migrate.js'
import { openPglite } from './database/open-pglite.js'
import { openPostgres } from './database/open-postgres.js'
import { rowsOf } from './database/rows.js'
import { plannedTransaction, type Queryable } from './database/transaction.js'
import { DeliveryQueue, wakeChannel } from './engine/delivery-queue.js'
import { expireSecondsOf, Pump } from './engine/pump.js'
import { IdempotencyConflictError, InvalidInputError } from './errors.js'
import type { Hub, PublishOptions } from './hub.js'
import { checkHubOptions, defaults, type HubOptions } from './hub-options.js'
import { Metrics } from './metrics.js'
import type { Publication } from './published-event.js'
import { readEvents } from './read-events.js'
import { secretBox } from './secret-box.js'
import { DeliveryStore } from './store/deliveries.js'
import { EventStore } from './store/events.js'
import { type Acceptance, acceptSubmissions, type Submission } from './store/publish.js'
import { applyRetention } from './store/retention.js'
import { WebhookStore } from './store/webhooks.js'
import type { Webhooks } from './webhook.js'

const retentionIntervalMs = 600_000
const graceMs = 10_000
const maxSubmissions = 200

/**
 * Starts a hub in this process: opens the database, migrates its schema to this version, and begins to
 * deliver unless `work` is false.
 *
 * @example
 * ```ts
 * const hub = await createHub({ dataFolder: './hub-data' })
 * const server = await serve(hub, { port: 8484 }) // pages and API at http://127.0.0.1:8484/
 * ```
 *
 * @throws {TypeError} if an option is wrong or unknown; the message names the first one.
 * @throws {Error} if the database cannot be opened, has the schema of a later version, or holds secrets that
 * none of the keys can decrypt.
 */
export async function createHub(options: HubOptions = {}): Promise<Hub> {
  checkHubOptions(options)
  const settings = { ...defaults, retryDelay, allow: [], ...given(options) }
  const logger = options.logger ?? pino({ level: 'silent' })
  const secrets = secretBox(options.key)
  const database =
    options.databaseUrl === undefined
      ? await openPglite(options.dataFolder, logger)
      : await openPostgres(options.databaseUrl, settings.maxConnections, logger)
  const opened: (() => unknown)[] = [() => database.close()]
  try {
    const { pool, signals } = database
    const queue = await oneAtATime(database, async () => {
      await migrate(pool)
      return DeliveryQueue.start(database, expireSecondsOf(settings.timeoutMs), logger)
    })
    opened.unshift(() => queue.stop())
    const webhooks = new WebhookStore(pool, secrets, settings.allow)
    await webhooks.sealStale()
    const deliveries = new DeliveryStore(pool, queue)
    const changes = new Changes(signals, (ids) => deliveries.getMany(ids), logger)
    opened.unshift(() => changes.stop())

    const pump = new Pump(
      {
        pool,
        queue,
        secrets,
        logger,
        onChange: (ids) => changes.add(ids),
        onAttempt: (result) => metrics.attempted(result),
      },
      settings,
    )
    const metrics = new Metrics({ queueSize: () => queue.size(), running: () => pump.running })
    const wake = waker(database, () => works && pump.wake())
    const works = options.work ?? true
    if (works) {
      pump.start()
      opened.unshift(() => pump.stop(graceMs))
      opened.unshift(signals.on(wakeChannel, () => pump.wake()))
    }

    const retention = () =>
      applyRetention(pool, {
        deliveredSeconds: settings.keepDeliveredSeconds,
        deadSeconds: settings.keepDeadSeconds,
        idempotencyKeySeconds: settings.keepIdempotencyKeySeconds,
      }).catch((error) => logger.warn({ err: error }, 'could not delete expired deliveries and events'))
    const retaining = setInterval(retention, retentionIntervalMs)
    const retained = retention()
    opened.unshift(async () => {
      clearInterval(retaining)
      await retained
    })

    const accepted = (publications: readonly Publication[]) => {
      metrics.published(publications.length)
      const ids = publications.flatMap(({ deliveryIds }) => deliveryIds)
      if (!ids.length) return
      wake()
      changes.add(ids)
    }
    const publishing = new Coalescer<Submission, Acceptance>(
      (submissions) =>
        retryTransient(() =>
          plannedTransaction(pool, (client) => acceptSubmissions(client, queue, submissions)),
        ),
      maxSubmissions,
    )
    opened.unshift(() => publishing.idle())

    async function publish(value: unknown, { idempotencyKey, client }: PublishOptions = {}) {
      const submission = { events: readEvents(value), idempotencyKey: checkKey(idempotencyKey) }
      const acceptance = client
        ? await acceptWithin(client as Queryable, queue, submission)
        : await publishing.add(submission)
      if (acceptance === 'conflict') {
        throw new IdempotencyConflictError('This idempotency key was already used for different events')
      }
      const { publications } = acceptance
      accepted(publications)
      return Array.isArray(value) ? [...publications] : (publications[0] as Publication)
    }

    const hub: Hub = {
      webhooks: {
        list: () => webhooks.list(),
        get: (id) => webhooks.get(id),
        create: (webhook) => webhooks.create(webhook),
        update: (id, change) => retryTransient(() => webhooks.update(id, change)),
        remove: (id) => retryTransient(() => webhooks.remove(id)),
        rotateSecret: (id, how) => webhooks.rotateSecret(id, how),
        async test(id, how) {
          const { eventTypes } = await webhooks.get(id)
          const type = how?.eventType ?? eventTypes?.[0]
          const delivery = await deliveries.createTest(id, exampleOf(type))
          wake()
          changes.add([delivery.id])
          return delivery
        },
      } satisfies Webhooks,
      events: new EventStore(pool),
      deliveries: {
        list: (filter, page) => deliveries.list(filter, page),
        get: (id) => deliveries.get(id),
        async retry(id) {
          const delivery = await retryTransient(() => deliveries.retry(id))
          wake()
          changes.add([id])
          return delivery
        },
        async retryDead(filter) {
          const ids = await retryTransient(() => deliveries.retryDead(filter))
          wake()
          changes.add(ids)
          return ids.length
        },
        activity: (span) => deliveries.activity(span),
        subscribe: (listener) => changes.subscribe(listener),
      },
      publish: publish as Hub['publish'],
      metrics: () => metrics.text(),
      ready: () =>
        pool.query('SELECT 1').then(
          () => true,
          () => false,
        ),
      close: once(() => closeAll(opened)),
    }
    return hub
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

/** Returns a function that wakes this process at once and signals the others, at most once per `restMs`. */
function waker({ signals }: Database, wakeHere: () => void): () => void {
  const restMs = 10
  let resting = false
  let isDue = false
  const send = () => {
    isDue = false
    resting = true
    signals.send(wakeChannel)
    setTimeout(() => {
      resting = false
      if (isDue) send()
    }, restMs)
  }
  return () => {
    wakeHere()
    if (resting) isDue = true
    else send()
  }
}

async function acceptWithin(
  client: Queryable,
  queue: DeliveryQueue,
  submission: Submission,
): Promise<Acceptance> {
  const [acceptance] = await acceptSubmissions(client, queue, [submission])
  // Postgres sends the notification when the caller commits.
  await rowsOf(client, 'SELECT pg_notify($1, $2)', [wakeChannel, ''])
  return acceptance as Acceptance
}

// Worth another try: a webhook removed in the meantime (foreign key), a serialization failure, a deadlock.
const transientCodes = new Set(['23503', '40001', '40P01'])

async function retryTransient<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await run()
    } catch (error) {
      const { code } = error as { code?: string }
      if (tries === 5 || code === undefined || !transientCodes.has(code)) throw error
    }
  }
}

function checkKey(key: string | undefined): string | undefined {
  if (key === undefined || /^[\x20-\x7e]{1,255}$/.test(key)) return key
  const message = 'Idempotency-Key: expected 1 to 255 printable ASCII characters'
  throw new InvalidInputError([{ path: ['Idempotency-Key'], message, code: 'invalid_value' }])
}

function given<Options extends object>(
  options: Options,
): { [Name in keyof Options]?: Exclude<Options[Name], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as ReturnType<typeof given<Options>>
}

async function closeAll(opened: readonly (() => unknown)[]): Promise<void> {
  for (const close of opened) await close()
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= run())
}
