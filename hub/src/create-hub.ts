import { pino } from 'pino'
import { alertEndpoint } from './alerts/alert-endpoint.js'
import { countAlerts, storeAlerts } from './alerts/alert-outbox.js'
import { AlertSender } from './alerts/alert-sender.js'
import { exampleOf } from './catalog.js'
import { Changes } from './changes.js'
import { checkHubOptions } from './check-hub-options.js'
import { known } from './check-options.js'
import { migrate, oneAtATime } from './database/migrate.js'
import { openPglite } from './database/open-pglite.js'
import { openPostgres } from './database/open-postgres.js'
import { retryTransient } from './database/retry-transient.js'
import { Pump } from './engine/pump.js'
import type { Hub } from './hub.js'
import { defaults, type HubOptions } from './hub-options.js'
import { Metrics } from './metrics.js'
import { nodeProblem } from './node-version.js'
import { Publisher } from './publisher.js'
import { DeliveryQueue } from './queue/delivery-queue.js'
import { retrySchedule } from './retry-schedule.js'
import { secretBox } from './secret-box.js'
import { readBacklog } from './store/backlog.js'
import { DeliveryStore } from './store/deliveries.js'
import { DueDeliveryStore } from './store/due-deliveries.js'
import { EventStore } from './store/events.js'
import { ListenerStore } from './store/listeners.js'
import { OverviewStore } from './store/overview.js'
import { Replayer } from './store/replay.js'
import { applyRetention } from './store/retention.js'
import { sealSecrets } from './store/seal-secrets.js'
import { SessionStore } from './store/sessions.js'
import { WebhookStore } from './store/webhooks.js'
import { Waker } from './waker.js'
import type { Webhooks } from './webhook.js'

// Between two sweeps of expired data, in milliseconds.
const retentionIntervalMs = 600_000
// For running attempts to finish when the hub closes, in milliseconds.
const graceMs = 10_000

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
 * none of the keys can decrypt; or if Node is too old.
 */
export async function createHub(options: HubOptions = {}): Promise<Hub> {
  // Otherwise it would send deliveries and never record them.
  const problem = nodeProblem()
  if (problem) throw new Error(`createHub ${problem}`)
  checkHubOptions(options)
  const logger = options.logger ?? pino({ level: 'silent' })
  const { retryDelay, plannedDelay } = retrySchedule(options.retryDelay, logger)
  const settings = { ...defaults, allow: [], ...given(options), retryDelay }
  const secrets = secretBox(options.key)
  const alertsTo = alertEndpoint(options.alertUrl, options.alertSecret)
  const database =
    options.databaseUrl === undefined
      ? await openPglite(options.dataFolder, logger, settings.fsync)
      : await openPostgres(options.databaseUrl, settings.maxConnections, logger)
  // What to close, the last opened first.
  const opened: (() => unknown)[] = [() => database.close()]
  try {
    const { pool, signals } = database
    const queue = await oneAtATime(database, async () => {
      await migrate(pool)
      return DeliveryQueue.start(database, logger)
    })
    opened.unshift(() => queue.stop())
    await sealSecrets(database, secrets, logger)
    const webhooks = new WebhookStore(pool, secrets, settings.allow)
    const deliveries = new DeliveryStore(pool, queue, plannedDelay)
    const overview = new OverviewStore(pool, () => webhooks.list())
    const replayer = new Replayer(pool, queue, settings.keepDeliveredSeconds)
    const changes = new Changes(signals, (ids) => deliveries.getMany(ids), logger)
    opened.unshift(() => changes.stop())
    const waker = new Waker(signals)
    opened.unshift(() => waker.stop())

    const alerts = alertsTo && new AlertSender(alertsTo, { pool, logger, retryDelay })
    const policy = { ...settings, onIncidents: alerts && storeAlerts }
    const dueDeliveries = new DueDeliveryStore(pool, queue, secrets, policy, logger)
    opened.unshift(() => dueDeliveries.stop())
    const pump = new Pump(
      {
        queue,
        dueDeliveries,
        logger,
        onChange: (ids) => changes.add(ids),
        onAttempt: (result) => metrics.attempted(result),
        onRecovery: () => waker.wake(),
      },
      settings,
    )
    const works = options.work ?? true
    const metrics = new Metrics({
      backlog: () => readBacklog(pool),
      running: works ? () => pump.running : undefined,
      alerts: alertsTo && (() => countAlerts(pool)),
    })
    const sweeping = new AbortController()
    const retention = () =>
      applyRetention(
        pool,
        {
          deliveredSeconds: settings.keepDeliveredSeconds,
          givenUpSeconds: settings.keepGivenUpSeconds,
          idempotencyKeySeconds: settings.keepIdempotencyKeySeconds,
        },
        sweeping.signal,
        (table, error) => logger.warn({ err: error, table }, 'could not delete expired rows'),
      )
    let retained = retention()
    const retaining = setInterval(() => {
      retained = retained.then(retention)
    }, retentionIntervalMs)
    opened.unshift(() => retained)

    const publisher = new Publisher({
      pool,
      queue,
      waker,
      onAccepted(events, deliveryIds) {
        metrics.published(events)
        changes.add(deliveryIds)
      },
    })
    opened.unshift(() => publisher.idle())

    // Deliveries stop first: the end of the process could cut off what it starts meanwhile.
    if (works) {
      alerts?.start()
      if (alerts) opened.unshift(() => alerts.stop())
      waker.connect(() => pump.wake())
      pump.start()
      opened.unshift(() => pump.stop(graceMs))
    }
    opened.unshift(() => {
      clearInterval(retaining)
      sweeping.abort()
    })

    /** Runs an action, then wakes the workers. */
    const act = async <Result>(run: () => Promise<Result>): Promise<Result> => {
      const result = await retryTransient(run)
      waker.wake()
      return result
    }
    const hub: Hub = {
      webhooks: {
        list: () => webhooks.list(),
        get: (id) => webhooks.get(id),
        create: async (webhook) => webhooks.create(known('newWebhook', webhook)),
        async update(id, change, how) {
          known('webhookChange', change)
          known('changeOptions', how)
          return act(() => webhooks.update(id, change, how))
        },
        pause: (id) => act(() => webhooks.pause(id)),
        resume: (id) => act(() => webhooks.resume(id)),
        enable: (id) => act(() => webhooks.enable(id)),
        disable: (id) => act(() => webhooks.disable(id)),
        remove: (id) => act(() => webhooks.remove(id)),
        async replay(id, request) {
          const { replay, deliveryIds } = await replayer.replay(id, known('replay', request))
          if (deliveryIds.length) waker.wake()
          changes.add(deliveryIds)
          return replay
        },
        rotateSecret: async (id, how) => webhooks.rotateSecret(id, known('rotation', how)),
        async test(id, how) {
          known('test', how)
          const { eventTypes } = await webhooks.get(id)
          const type = how?.eventType ?? eventTypes?.[0]
          const delivery = await act(() => deliveries.createTest(id, exampleOf(type)))
          changes.add([delivery.id])
          return delivery
        },
      } satisfies Webhooks,
      events: new EventStore(
        pool,
        (eventId, limit) => deliveries.list({ eventId }, { limit }),
        (listener) => waker.subscribe(listener),
      ),
      listeners: new ListenerStore(pool),
      deliveries: {
        list: async (filter, page) => deliveries.list(known('deliveryFilter', filter), known('page', page)),
        get: (id) => deliveries.get(id),
        async resend(id) {
          const delivery = await act(() => deliveries.resend(id))
          changes.add([id])
          return delivery
        },
        async resendMany(ids) {
          const sent = await act(() => deliveries.resendMany(ids))
          changes.add(sent)
          return sent.length
        },
        async resendGivenUp(filter) {
          known('givenUpFilter', filter)
          const { ids, remaining } = await deliveries.resendGivenUp(filter)
          waker.wake()
          changes.add(ids)
          return { count: ids.length, remaining }
        },
        activity: async (request) => overview.activity(known('activity', request)),
        subscribe: (listener) => changes.subscribe(listener),
      },
      overview: async (request) => overview.overview(known('activity', request)),
      sessions: new SessionStore(pool),
      publish: ((value, how) => publisher.publish(value, how)) as Hub['publish'],
      metrics: () => metrics.text(),
      ready: () =>
        pool.query('SELECT 1').then(
          () => true,
          () => false,
        ),
      failed: database.lost,
      close: once(() => closeAll(opened)),
    }
    return hub
  } catch (error) {
    await closeAll(opened)
    throw error
  }
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
