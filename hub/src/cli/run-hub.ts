import type { Command } from 'commander'
import { pino } from 'pino'
import type { Hub } from '../hub.js'
import { mistakeInPostgresUrl } from '../postgres-url.js'
import { loopbackAddresses } from '../safety/loopback.js'
import { daySeconds, type EmbeddedFlags, type HubFlags } from './hub-flags.js'
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
  const ignored = data !== undefined ? '--data' : fsync === false ? '--no-fsync' : undefined
  if (databaseUrl !== undefined && ignored !== undefined) {
    const given = command.getOptionValueSource('databaseUrl') === 'env' ? 'DATABASE_URL' : '--database-url'
    command.error(
      `${ignored}, ${given}: expected only one of them. Leave out ${ignored} to use Postgres, or ${given} to use the embedded database`,
    )
  }
  const logger = pino({ level: logLevel })
  if (databaseUrl === undefined)
    logger.info('starting the embedded database; the first start takes up to 5 seconds')
  // Loaded only now: it takes most of a second, and `--help` does not need it.
  const { createHub } = await import('../create-hub.js')
  const { checkAllow } = await import('../check-hub-options.js')
  // Each by itself: `createHub` would name its position behind the loopback addresses.
  for (const host of allow) {
    await named(`--allow: ${host}`, 'allow[0]', () => checkAllow([host]))
  }
  const hub = await named('PROMPT_WEBHOOKS_KEY', 'key', () =>
    createHub({
      databaseUrl,
      dataFolder: data,
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
    }),
  )
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

/** Runs something that names an option in its errors, and names what the user of the command gave instead. */
async function named<Result>(
  given: string,
  option: string,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    const prefix = `${option}: `
    if (!(error instanceof TypeError && error.message.startsWith(prefix))) throw error
    throw new TypeError(`${given}: ${error.message.slice(prefix.length)}`)
  }
}
