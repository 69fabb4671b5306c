#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import packageJson from '../../package.json' with { type: 'json' }
import { addEventsCommand } from './events.js'
import { addExampleCommand } from './example.js'
import { exitCode } from './exit-code.js'
import { addListenCommand } from './listen/command.js'
import { addSchemaCommand } from './schema.js'
import { addSendCommand } from './send/command.js'
import { addValidateCommand } from './validate/command.js'

// A reader such as `head` closes the pipe when it has enough: no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const program = new Command('prompt-webhooks')
  .description('The contract of prompt-template webhook events, on the command line.')
  // Commander says 1 for a wrong call; here 1 stands for an invalid event.
  .exitOverride()
  .helpCommand(false)
  .addHelpText(
    'after',
    `
Examples:
  $ prompt-webhooks validate payloads
  $ prompt-webhooks example prompt_template_created
  $ prompt-webhooks validate --help`,
  )

addValidateCommand(program)
addEventsCommand(program)
addSchemaCommand(program)
addExampleCommand(program)
addListenCommand(program)
addSendCommand(program)
for (const command of [program, ...program.commands]) command.version(packageJson.version)

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof CommanderError)) throw error
  process.exitCode = error.exitCode && exitCode.failed
}
