#!/usr/bin/env node
import { createRequire } from 'node:module'
import { Command, InvalidArgumentError, Option } from 'commander'
import { pino } from 'pino'
import type { Hub } from '../hub.js'
import { checkAddress, isLoopback, loopbackAddresses } from '../safety/loopback.js'
import { untilSignal } from './until-signal.js'

const { version }: { version: string } = createRequire(import.meta.url)('prompt-webhooks-hub/package.json')

interface WorkFlags {
  readonly databaseUrl?: string
  readonly data?: string
  readonly concurrency?: number
  readonly concurrencyPerWebhook?: number
  readonly allow?: string[]
  readonly keepDays?: number
  readonly logLevel: string
}

interface ServeFlags extends WorkFlags {
  readonly port: number
  readonly host: string
  readonly token?: string
  readonly allowedHost?: string[]
  readonly work: boolean
}

const program = new Command('prompt-webhooks-hub')
  .description('A webhook system for prompt-template events: settings page, API, durable delivery.')
  .version(version)
  .showHelpAfterError('--help tells the options')

const withDatabase = (command: Command) =>
  command
    .addOption(
      new Option('--database-url <url>', 'Postgres, for as many processes as wanted')
        .env('DATABASE_URL')
        .argParser(postgresUrl),
    )
    .option('--data <folder>', 'the folder of the embedded database; in memory without one')
    .addOption(
      new Option('--log-level <level>', 'what is logged, as JSON lines')
        .choices([...Object.keys(pino.levels.values), 'silent'])
        .default('info')
        .env('LOG_LEVEL'),
    )
    .option('--concurrency <number>', 'attempts at a time', wholeNumber)
    .option('--concurrency-per-webhook <number>', 'attempts at a time to one webhook', wholeNumber)
    .option('--allow <host...>', 'deliver to these hosts, addresses or ranges although they are not public')
    .option('--keep-days <number>', 'how long what was delivered is kept', wholeNumber)

withDatabase(program.command('serve'))
  .description('serve the pages and the API, and deliver')
  .addOption(new Option('--port <number>', 'to listen on').env('PORT').argParser(wholeNumber).default(8484))
  .option('--host <address>', 'to listen on; any but loopback needs a token', '127.0.0.1')
  .addOption(new Option('--token <token>', 'who has it is let in').env('PROMPT_WEBHOOKS_TOKEN'))
  .option('--allowed-host <name...>', 'hosts that requests may be for, besides localhost')
  .option('--no-work', 'leave the deliveries to other processes')
  .action(async (flags: ServeFlags) => {
    const { port, host, token, allowedHost: hosts, work } = flags
    // Here too: it takes seconds until there is a hub to serve.
    checkAddress(host, token)
    await run(flags, { work, allowLoopback: isLoopback(host) }, async (hub, logger) => {
      const { serve } = await import('../serve.js')
      const server = await serve(hub, { port, host, token, hosts, logger })
      logger.info({ url: server.url, version }, `the hub is at ${server.url}`)
      return () => server.close()
    })
  })

withDatabase(program.command('work'))
  .description('deliver, beside other processes on the same Postgres')
  .action(async (flags: WorkFlags) => {
    if (flags.databaseUrl === undefined) {
      program.error('work: needs DATABASE_URL, since the embedded database is for one process')
    }
    await run(flags, { work: true, allowLoopback: false }, async (_, logger) => {
      logger.info({ version }, 'the worker has started')
      return async () => {}
    })
  })

await program.parseAsync().catch((error: Error) => {
  // Of several addresses of one name each has an error of its own.
  const [first = error] = error instanceof AggregateError ? error.errors : []
  process.stderr.write(`prompt-webhooks-hub: ${first.message}\n`)
  process.exit(1)
})

async function run(
  flags: WorkFlags,
  { work, allowLoopback }: { work: boolean; allowLoopback: boolean },
  start: (hub: Hub, logger: pino.Logger) => Promise<() => Promise<void>>,
): Promise<void> {
  const { databaseUrl, data, concurrency, concurrencyPerWebhook, allow = [], keepDays, logLevel } = flags
  const logger = pino({ level: logLevel })
  if (databaseUrl === undefined)
    logger.info('the embedded database starts, which takes up to 5 seconds the first time')
  // It takes most of a second to load, and who asks for help need not wait.
  const { createHub } = await import('../create-hub.js')
  const hub = await createHub({
    databaseUrl,
    dataFolder: databaseUrl === undefined ? data : undefined,
    work,
    concurrency,
    concurrencyPerWebhook,
    allow: allowLoopback ? [...loopbackAddresses, ...allow] : allow,
    key: process.env.PROMPT_WEBHOOKS_KEY,
    keepDeliveredSeconds: keepDays === undefined ? undefined : keepDays * 24 * 60 * 60,
    logger,
  })
  let stop = async () => {}
  try {
    stop = await start(hub, logger)
    const signal = await untilSignal()
    logger.info({ signal }, 'the hub stops: attempts in flight finish')
  } finally {
    await stop()
    await hub.close()
  }
}

function postgresUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text)) throw new InvalidArgumentError('expected postgres://…')
  return text
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}
