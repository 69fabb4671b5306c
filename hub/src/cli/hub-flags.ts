import { type Command, InvalidArgumentError, Option } from 'commander'
import { pino } from 'pino'
import { defaults, maxSeconds } from '../hub-options.js'
import { mistakeInHostName } from '../safety/loopback.js'

export const daySeconds = 24 * 60 * 60

/** The options of every command that runs a hub. */
export interface HubFlags {
  readonly databaseUrl?: string
  readonly concurrency: number
  readonly concurrencyPerWebhook: number
  readonly allow?: string[]
  readonly keepDays: number
  readonly alertUrl?: string
  readonly logLevel: string
}

/** The options of the embedded database, which only one process can use. */
export interface EmbeddedFlags {
  readonly data?: string
  readonly fsync?: boolean
}

export const tokenOption = () =>
  new Option('--token <token>', 'token that every request must carry').env('PROMPT_WEBHOOKS_TOKEN')

export const withEmbeddedDatabase = (command: Command) =>
  command
    .option('--data <folder>', 'folder of the embedded database (default: in memory)')
    .option(
      '--no-fsync',
      'do not wait for the disk: faster, but a power cut may lose accepted events or damage the folder',
    )

export const withHub = (command: Command) =>
  command
    .addOption(
      new Option('--database-url <url>', 'Postgres to use, shared by any number of processes').env(
        'DATABASE_URL',
      ),
    )
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
      days,
      defaults.keepDeliveredSeconds / daySeconds,
    )
    .addOption(
      new Option(
        '--alert-url <url>',
        'where to send alerts, signed with the secret in PROMPT_WEBHOOKS_ALERT_SECRET',
      ).env('PROMPT_WEBHOOKS_ALERT_URL'),
    )

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('expected a whole number')
  return Number(text)
}

/** One more of several host names. */
export function hostName(text: string, others: readonly string[] = []): readonly string[] {
  const mistake = mistakeInHostName(text)
  if (mistake !== undefined) throw new InvalidArgumentError(mistake)
  return [...others, text]
}

function days(text: string): number {
  const count = wholeNumber(text)
  const max = maxSeconds / daySeconds
  if (count > max) throw new InvalidArgumentError(`expected at most ${max}`)
  return count
}
