import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'
import { eventTypeDescription, requireEventType } from './arguments/event-type.js'
import { addHelp } from './terminal/help-text.js'

/** `prompt-webhooks example`: prints an example payload. */
export function addExampleCommand(program: Command): void {
  const command = program
    .command('example')
    .description('Print an example payload of an event type.')
    .argument('<type>', eventTypeDescription)
    .action((type: string, _, command: Command) => {
      console.log(JSON.stringify(catalog[requireEventType(command, type)].example, null, 2))
    })
  addHelp(command, {
    examples: [
      'prompt-webhooks example prompt_template_deleted',
      'prompt-webhooks example prompt_template_deleted | prompt-webhooks validate -',
    ],
  })
}
