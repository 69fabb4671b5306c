import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'
import { eventTypeDescription, requireEventType } from './arguments/event-type.js'

/** `prompt-webhooks schema`: a published JSON Schema, on standard output. */
export function addSchemaCommand(program: Command): void {
  program
    .command('schema')
    .description('Print the JSON Schema (draft-07) of an event type, or of all events.')
    .argument('[type]', eventTypeDescription)
    .option('--strict', 'the contract of emitters: no unknown keys, no empty names, ids of at least 1')
    .addHelpText(
      'after',
      `
Examples:
  $ prompt-webhooks schema > WebhookEvent.json
  $ prompt-webhooks schema prompt_template_label_moved --strict`,
    )
    .action((type: string | undefined, { strict }: { strict?: boolean }, command: Command) => {
      const title = type === undefined ? 'WebhookEvent' : catalog[requireEventType(command, type)].typeName
      const file = `${strict ? 'strict/' : ''}${title}.json`
      // From where the command's own file lies in the package.
      process.stdout.write(readFileSync(new URL(`../schemas/v1/${file}`, import.meta.url)))
    })
}
