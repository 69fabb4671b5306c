import { createRequire } from 'node:module'
import { Command, InvalidArgumentError, Option } from 'commander'
import { pino } from 'pino'
import type { Hub } from '../hub.js'
import { defaults } from '../hub-options.js'
import { checkAddress, isLoopback, loopbackAddresses } from '../safety/loopback.js'
import { mistakeInPostgresUrl } from './postgres-url.js'
import { untilSignal } from './until-signal.js'

const { version }: { version: string } = createRequire(import.meta.url)('prompt-webhooks-hub/package.json')

const daySeconds = 24 * 60 * 60

interface WorkFlags {
  readonly databaseUrl?: string
  readonly data?: string
  readonly fsync: boolean
  readonly concurrency: number
  readonly concurrencyPerWebhook: number
  readonly allow?: string[]
  readonly keepDays: number
  readonly alertUrl?: string
  readonly logLevel: string
}

interface MonitorFlags {
  readonly metricsPort?: number
  readonly metricsHost: string
  readonly token?: string
}

interface ServeFlags extends WorkFlags {
  readonly port: number
  readonly host: string
  readonly token?: string
  readonly allowedHost?: string[]
  readonly work: boolean
}

/** Returns the command with its subcommands. */
export function createProgram(): Command {
  const program = new Command('prompt-webhooks-hub')
    .description('A webhook system for prompt-template events: settings pages, an API and durable delivery.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .showHelpAfterError('Run with --help to see the options.')
    .addHelpText(
      'after',
      help({
        examples: [
          'prompt-webhooks-hub serve --data ./hub-data',
          'DATABASE_URL=postgres://localhost/hub prompt-webhooks-hub work',
        ],
      }),
    )

  withDatabase(program.command('serve'))
    .description('Serve the pages and the API, and deliver.')
    .addOption(
      new Option('--port <number>', 'port to listen on').env('PORT').argParser(wholeNumber).default(8484),
    )
    .option(
      '--host <address>',
      'address to listen on; any address but loopback requires a token',
      '127.0.0.1',
    )
    .addOption(tokenOption())
    .option('--allowed-host <name...>', 'host names that requests may use in addition to localhost')
    .option('--no-work', 'only serve, and let other processes deliver')
    .addHelpText(
      'after',
      help({
        notes: `Open the address that it prints. Without --data and --database-url, the events
are in memory and are lost when it stops. Press Ctrl-C to stop.`,
        environment: workVariables,
        exitCodes: stopCodes,
        examples: [
          'prompt-webhooks-hub serve',
          'prompt-webhooks-hub serve --data ./hub-data --port 9000',
          'DATABASE_URL=postgres://localhost/hub PROMPT_WEBHOOKS_TOKEN=… \\\n      prompt-webhooks-hub serve --host 0.0.0.0 --allowed-host hub.example.com',
        ],
      }),
    )
    .action(async (flags: ServeFlags, command: Command) => {
      const { port, host, token, allowedHost: hosts, work } = flags
      // `serve` checks this too, but only after the database has started, which takes seconds.
      checkAddress(host, token)
      if (!work && flags.databaseUrl === undefined) {
        command.error(
          'serve: --no-work needs DATABASE_URL or --database-url. No other process could deliver from the embedded database',
        )
      }
      // With Postgres, other processes deliver too, and all must agree on what is allowed.
      const allowLoopback = flags.databaseUrl === undefined && isLoopback(host)
      await run(command, flags, { work, allowLoopback }, async (hub, logger) => {
        const { serve } = await import('../serve.js')
        const server = await serve(hub, { port, host, token, hosts, logger })
        logger.info({ url: server.url, version }, `hub listening at ${server.url}`)
        return () => server.close()
      })
    })

  withDatabase(program.command('work'))
    .description('Only deliver, next to other processes on the same Postgres.')
    .option('--metrics-port <number>', 'port for /healthz, /readyz and /metrics (default: none)', wholeNumber)
    .option(
      '--metrics-host <address>',
      'address of that port; any address but loopback requires a token',
      '127.0.0.1',
    )
    .addOption(tokenOption())
    .addHelpText(
      'after',
      help({
        environment: workVariables,
        exitCodes: stopCodes,
        examples: [
          'DATABASE_URL=postgres://localhost/hub prompt-webhooks-hub work',
          'DATABASE_URL=postgres://localhost/hub prompt-webhooks-hub work --metrics-port 9464',
        ],
      }),
    )
    .action(async (flags: WorkFlags & MonitorFlags, command: Command) => {
      const { metricsPort: port, metricsHost: host, token } = flags
      if (port !== undefined) checkAddress(host, token)
      if (flags.databaseUrl === undefined) {
        command.error(
          'work: set DATABASE_URL or --database-url. The embedded database supports only one process',
        )
      }
      await run(command, flags, { work: true, allowLoopback: false }, async (hub, logger) => {
        if (port === undefined) {
          logger.info({ version }, 'worker started')
          return async () => {}
        }
        const { serveMonitor } = await import('../serve.js')
        const server = await serveMonitor(hub, { port, host, token, logger })
        logger.info({ url: server.url, version }, `worker started; its metrics are at ${server.url}metrics`)
        return () => server.close()
      })
    })
  for (const command of [program, ...program.commands]) {
    command.helpOption('-h, --help', 'show this help')
    command.version(version, '-V, --version', 'print the version')
  }
  return program
}

// No options, because other users of the machine can read command lines.
const workVariables = {
  PROMPT_WEBHOOKS_KEY: 'encrypts stored secrets: 32 bytes in base64',
  PROMPT_WEBHOOKS_ALERT_SECRET: 'signs alerts: whsec_ and 24 bytes or more in base64',
}
const stopCodes = { 0: 'stopped by SIGINT or SIGTERM', 1: 'it failed, or the call was wrong' }

interface HelpText {
  readonly notes?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly exitCodes?: Readonly<Record<number, string>>
  readonly examples: readonly string[]
}

/** The part of a help page below the options. */
function help({ notes, environment, exitCodes, examples }: HelpText): string {
  const list = (title: string, rows: Readonly<Record<string, string>> = {}) => {
    const width = Math.max(...Object.keys(rows).map((name) => name.length))
    const lines = Object.entries(rows).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
    return lines.length ? [title, ...lines].join('\n') : ''
  }
  const sections = [
    notes,
    list('Environment:', environment),
    list('Exit codes:', exitCodes),
    ['Examples:', ...examples.map((example) => `  $ ${example}`)].join('\n'),
  ]
  return `\n${sections.filter(Boolean).join('\n\n')}`
}

const withDatabase = (command: Command) =>
  command
    .addOption(
      new Option('--database-url <url>', 'Postgres to use, shared by any number of processes').env(
        'DATABASE_URL',
      ),
    )
    .option('--data <folder>', 'folder of the embedded database (default: in memory)')
    .option('--no-fsync', 'do not wait for the disk: faster, but a power cut may lose accepted events')
    .addOption(
      new Option('--log-level <level>', 'minimum level of the JSON log lines')
        .choices([...Object.keys(pino.levels.values), 'silent'])
        .default('info')
        .env('LOG_LEVEL'),
    )
    .option('--concurrency <number>', 'max attempts at a time', wholeNumber, defaults.concurrency)
    .option(
      '--concurrency-per-webhook <number>',
      'max attempts at a time to one webhook',
      wholeNumber,
      defaults.concurrencyPerWebhook,
    )
    .option('--allow <host...>', 'hosts, addresses or ranges to deliver to although they are not public')
    .option(
      '--keep-days <number>',
      'days to keep delivered events',
      wholeNumber,
      defaults.keepDeliveredSeconds / daySeconds,
    )
    .addOption(
      new Option(
        '--alert-url <url>',
        'where to send alerts, signed with the secret in PROMPT_WEBHOOKS_ALERT_SECRET',
      ).env('PROMPT_WEBHOOKS_ALERT_URL'),
    )

const tokenOption = () =>
  new Option('--token <token>', 'token that every request must carry').env('PROMPT_WEBHOOKS_TOKEN')

async function run(
  command: Command,
  flags: WorkFlags,
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

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}
