import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import { type EventIssue, readWebhookEvent } from '../index.js'

const exitCodes = { valid: 0, invalid: 1, unreadable: 2 }

/** `prompt-webhooks validate`: one line per file, and one per issue. */
export function validateCommand(): Command {
  return new Command('validate')
    .description('Validate files that hold one event each.')
    .argument('<files...>', 'JSON files, or - for standard input')
    .addHelpText(
      'after',
      '\nExit code: 0 all valid, 1 some invalid, 2 some could not be read.\n\nExample:\n  $ prompt-webhooks validate events/*.json',
    )
    .exitOverride()
    .action(async (files: string[]) => {
      let exitCode = exitCodes.valid
      for (const file of files) exitCode = Math.max(exitCode, await validate(file))
      process.exitCode = exitCode
    })
}

async function validate(file: string): Promise<number> {
  let source: string
  try {
    source = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8')
  } catch (error) {
    console.error(`✗ ${file}: could not be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
    return exitCodes.unreadable
  }
  const reading = read(source)
  if (reading.issues) {
    console.log(`✗ ${file}`)
    for (const { message } of reading.issues) console.log(`    ${message}`)
    return exitCodes.invalid
  }
  console.log(`✓ ${file}  ${reading.note}`)
  return exitCodes.valid
}

function read(
  source: string,
): { note: string; issues?: undefined } | { issues: Pick<EventIssue, 'message'>[] } {
  let value: unknown
  try {
    value = JSON.parse(source.replace(/^\uFEFF/, ''))
  } catch {
    return { issues: [{ message: source.trim() ? 'not JSON' : 'empty' }] }
  }
  const reading = readWebhookEvent(value)
  if (reading.kind === 'invalid') return { issues: [...reading.error.issues] }
  if (reading.kind === 'event') return { note: reading.event.event_type }
  return { note: `unknown event type ${JSON.stringify(reading.event.event_type)}` }
}
