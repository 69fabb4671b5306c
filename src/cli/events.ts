import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'

/** `prompt-webhooks events`: the catalog, a line per event type. */
export function addEventsCommand(program: Command): void {
  program
    .command('events')
    .description('List the event types of the contract.')
    .addHelpText('after', '\nExample:\n  $ prompt-webhooks events')
    .action(() => {
      const entries = Object.values(catalog)
      const width = Math.max(...entries.map(({ type }) => type.length))
      // Wrapped as help is, on a terminal; elsewhere a line an event.
      const help = Object.assign(program.createHelp(), {
        helpWidth: process.stdout.columns ?? Number.POSITIVE_INFINITY,
        minWidthToWrap: 20,
      })
      for (const { type, description } of entries) {
        console.log(help.formatItem(type, width, description, help))
      }
    })
}
