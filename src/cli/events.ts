import type { Command } from 'commander'
import { catalog, schemaIds, staleReads } from '../generated/catalog.js'
import { addHelp } from './terminal/help-text.js'
import { wrapped } from './terminal/wrapped.js'

const minDescriptionWidth = 25

/** `prompt-webhooks events`: lists the event types, one per line. */
export function addEventsCommand(program: Command): void {
  const command = program
    .command('events')
    .description('List the event types, and when each is sent.')
    .option('--json', 'write a JSON array, also with the schema of each type and what it makes stale')
    .action(({ json }: { json?: boolean }) => {
      const entries = Object.values(catalog)
      if (json) {
        const list = entries.map(({ type, description }) => ({
          type,
          description,
          schema: schemaIds[type],
          stale: staleReads[type],
        }))
        console.log(JSON.stringify(list, null, 2))
        return
      }
      const { columns } = process.stdout
      const indent = Math.max(...entries.map(({ type }) => type.length)) + 4
      for (const { type, description } of entries) {
        if (columns === undefined) {
          console.log(`  ${type.padEnd(indent - 2)}${description}`)
          continue
        }
        // Next to the types if there is room for a few words, otherwise below them.
        const isBelow = columns - indent < minDescriptionWidth
        const margin = isBelow ? 6 : indent
        const lines = wrapped(description, margin, columns)
        const start = isBelow ? `  ${type}\n${' '.repeat(margin)}` : `  ${type.padEnd(margin - 2)}`
        console.log(start + lines.join(`\n${' '.repeat(margin)}`))
      }
    })
  addHelp(command, {
    examples: [
      'prompt-webhooks events',
      'prompt-webhooks events | grep label',
      "prompt-webhooks events --json | jq '.[].type'",
    ],
  })
}
