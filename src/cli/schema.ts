import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'
import { eventTypeDescription, requireEventType } from './arguments/event-type.js'
import { addHelp } from './terminal/help-text.js'

/** `prompt-webhooks schema`: prints a published JSON Schema. */
export function addSchemaCommand(program: Command): void {
  const command = program
    .command('schema')
    .description('Print the JSON Schema (draft-07) of one event type, or of all events.')
    .argument('[type]', eventTypeDescription)
    .option('--strict', 'the schema for senders: no unknown fields, no empty names, ids of at least 1')
    .action((type: string | undefined, { strict }: { strict?: boolean }, command: Command) => {
      const title = type === undefined ? 'WebhookEvent' : catalog[requireEventType(command, type)].typeName
      const file = `${strict ? 'strict/' : ''}${title}.json`
      // The path starts from the built file in `dist`.
      process.stdout.write(readFileSync(new URL(`../../schemas/v1/${file}`, import.meta.url)))
    })
  addHelp(command, {
    examples: [
      'prompt-webhooks schema > WebhookEvent.json',
      'prompt-webhooks schema prompt_template_label_moved --strict',
    ],
  })
}
