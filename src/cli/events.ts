import type { Command } from 'commander'
import { catalog } from '../generated/catalog.js'
import { addHelp } from './terminal/help-text.js'

const minDescriptionWidth = 25

/** `prompt-webhooks events`: lists the event types, one per line. */
export function addEventsCommand(program: Command): void {
  const command = program
    .command('events')
    .description('List the event types, and when each is sent.')
    .action(() => {
      const entries = Object.values(catalog)
      const columns = process.stdout.columns ?? Number.POSITIVE_INFINITY
      const indent = Math.max(...entries.map(({ type }) => type.length)) + 4
      // Descriptions wrap on a terminal, like help. Elsewhere each event has one line.
      const help = Object.assign(program.createHelp(), { minWidthToWrap: minDescriptionWidth })
      for (const { type, description } of entries) {
        // Next to the types if there is room for a few words, otherwise below them.
        if (columns - indent >= minDescriptionWidth) {
          const lines = help.boxWrap(description, columns - indent).split('\n')
          console.log(`  ${type.padEnd(indent - 2)}${lines.join(`\n${' '.repeat(indent)}`)}`)
        } else {
          const lines = help.boxWrap(description, columns - 6).split('\n')
          console.log(`  ${type}\n${lines.map((line) => `      ${line}`).join('\n')}`)
        }
      }
    })
  addHelp(command, { examples: ['prompt-webhooks events', 'prompt-webhooks events | grep label'] })
}
