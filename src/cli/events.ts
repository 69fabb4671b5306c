import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'
import { addHelp } from './terminal/help-text.js'

/** `prompt-webhooks events`: lists the event types, one per line. */
export function addEventsCommand(program: Command): void {
  const command = program
    .command('events')
    .description('List the event types, and when each is sent.')
    .action(() => {
      const entries = Object.values(catalog)
      const width = Math.max(...entries.map(({ type }) => type.length))
      // Descriptions wrap on a terminal, like help. Elsewhere each event has one line.
      const help = Object.assign(program.createHelp(), {
        helpWidth: process.stdout.columns ?? Number.POSITIVE_INFINITY,
        minWidthToWrap: 20,
      })
      for (const { type, description } of entries) {
        console.log(help.formatItem(type, width, description, help))
      }
    })
  addHelp(command, { examples: ['prompt-webhooks events', 'prompt-webhooks events | grep label'] })
}
