import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'
import { eventTypeDescription, requireEventType } from './arguments/event-type.js'

/** `prompt-webhooks example`: a real payload, on standard output. */
export function addExampleCommand(program: Command): void {
  program
    .command('example')
    .description('Print a payload of an event type, as really sent.')
    .argument('<type>', eventTypeDescription)
    .addHelpText(
      'after',
      `
Examples:
  $ prompt-webhooks example prompt_template_deleted
  $ prompt-webhooks example prompt_template_deleted | prompt-webhooks validate -`,
    )
    .action((type: string, _, command: Command) => {
      console.log(JSON.stringify(catalog[requireEventType(command, type)].example, null, 2))
    })
}
