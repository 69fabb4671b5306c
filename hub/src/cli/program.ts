import { createRequire } from 'node:module'
import { Command, Option } from 'commander'
import { checkAddress, isLoopback } from '../safety/loopback.js'
import { helpText } from './help-text.js'
import {
  type EmbeddedFlags,
  type HubFlags,
  hostName,
  tokenOption,
  wholeNumber,
  withEmbeddedDatabase,
  withHub,
} from './hub-flags.js'
import { runHub } from './run-hub.js'

const { version }: { version: string } = createRequire(import.meta.url)('prompt-webhooks-hub/package.json')

interface MonitorFlags {
  readonly metricsPort?: number
  readonly metricsHost: string
  readonly token?: string
}

interface ServeFlags extends HubFlags, EmbeddedFlags {
  readonly port: number
  readonly host: string
  readonly token?: string
  readonly allowedHost?: readonly string[]
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
      helpText({
        examples: [
          'prompt-webhooks-hub serve --data ./hub-data',
          'DATABASE_URL=postgres://localhost/hub prompt-webhooks-hub work',
        ],
      }),
    )

  withEmbeddedDatabase(withHub(program.command('serve')))
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
    .option('--allowed-host <name...>', 'host names that requests may use in addition to localhost', hostName)
    .option('--no-work', 'only serve, and let other processes deliver')
    .addHelpText(
      'after',
      helpText({
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
      await runHub(command, flags, { work, allowLoopback }, async (hub, logger) => {
        const { serve } = await import('../serve.js')
        const server = await serve(hub, { port, host, token, hosts, logger })
        logger.info({ url: server.url, version }, `hub listening at ${server.url}`)
        return () => server.close()
      })
    })

  withHub(program.command('work'))
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
      helpText({
        environment: workVariables,
        exitCodes: stopCodes,
        examples: [
          'DATABASE_URL=postgres://localhost/hub prompt-webhooks-hub work',
          'DATABASE_URL=postgres://localhost/hub prompt-webhooks-hub work --metrics-port 9464',
        ],
      }),
    )
    .action(async (flags: HubFlags & MonitorFlags, command: Command) => {
      const { metricsPort: port, metricsHost: host, token } = flags
      if (port !== undefined) checkAddress(host, token)
      if (flags.databaseUrl === undefined) {
        command.error(
          'work: set DATABASE_URL or --database-url. The embedded database supports only one process',
        )
      }
      await runHub(command, flags, { work: true, allowLoopback: false }, async (hub, logger) => {
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
