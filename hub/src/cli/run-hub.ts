import type { Command } from 'commander'
import { pino } from 'pino'
import type { Hub } from '../hub.js'
import { loopbackAddresses } from '../safety/loopback.js'
import { daySeconds, type EmbeddedFlags, type HubFlags } from './hub-flags.js'
import { mistakeInPostgresUrl } from './postgres-url.js'
import { untilSignal } from './until-signal.js'

/** Runs a hub until a signal comes, or until it can never work again. */
export async function runHub(
  command: Command,
  flags: HubFlags & EmbeddedFlags,
  { work, allowLoopback }: { work: boolean; allowLoopback: boolean },
  start: (hub: Hub, logger: pino.Logger) => Promise<() => Promise<void>>,
): Promise<void> {
  const {
    databaseUrl,
    data,
    fsync,
    concurrency,
    concurrencyPerWebhook,
    allow = [],
    keepDays,
    alertUrl,
    logLevel,
  } = flags
  // Not with an option parser, which would print the value, and with it the password.
  const mistake = databaseUrl === undefined ? undefined : mistakeInPostgresUrl(databaseUrl)
  if (mistake !== undefined) command.error(`DATABASE_URL: ${mistake}`)
  const logger = pino({ level: logLevel })
  if (databaseUrl === undefined)
    logger.info('starting the embedded database; the first start takes up to 5 seconds')
  // Loaded only now: it takes most of a second, and `--help` does not need it.
  const { createHub } = await import('../create-hub.js')
  const hub = await createHub({
    databaseUrl,
    dataFolder: databaseUrl === undefined ? data : undefined,
    fsync,
    work,
    concurrency,
    concurrencyPerWebhook,
    allow: allowLoopback ? [...loopbackAddresses, ...allow] : allow,
    key: process.env.PROMPT_WEBHOOKS_KEY,
    // Compose sets variables that have no value to an empty text.
    alertUrl: alertUrl || undefined,
    alertSecret: (alertUrl && process.env.PROMPT_WEBHOOKS_ALERT_SECRET) || undefined,
    keepDeliveredSeconds: keepDays * daySeconds,
    logger,
  })
  let stop = async () => {}
  try {
    stop = await start(hub, logger)
    const reason = await Promise.race([untilSignal(), hub.failed])
    if (reason instanceof Error) throw reason
    logger.info({ signal: reason }, 'stopping: running attempts finish first')
  } finally {
    await stop()
    await hub.close()
  }
}
