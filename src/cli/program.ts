import { Command, CommanderError } from 'commander'
import { packageVersion } from '../runtime/package-version.js'
import { addCheckCommand } from './check/command.js'
import { addEventsCommand } from './events.js'
import { addExampleCommand } from './example.js'
import { exitCode } from './exit-code.js'
import { addExplainCommand } from './explain.js'
import { addHelpCommand } from './help.js'
import { addListenCommand } from './listen/command.js'
import { addSchemaCommand } from './schema.js'
import { addSendCommand } from './send/command.js'
import { addHelp, helpConfiguration } from './terminal/help-text.js'
import { addValidateCommand } from './validate/command.js'

/** Returns the command with its subcommands. */
export function createProgram(): Command {
  const program = new Command('prompt-webhooks')
    .description('Validate, send and receive prompt-template webhook events.')
    // Commander exits with 1 after a wrong call; here 1 means that an event is invalid.
    .exitOverride()
    .helpCommand(false)
    .configureHelp(helpConfiguration)

  addHelp(program, {
    notes: 'Run `prompt-webhooks help <command>` for the options of a command.',
    examples: [
      'prompt-webhooks help validate',
      'prompt-webhooks validate payloads',
      'prompt-webhooks example prompt_template_created',
      'prompt-webhooks listen --forward http://localhost:3000/webhooks',
    ],
  })
  addValidateCommand(program)
  addEventsCommand(program)
  addSchemaCommand(program)
  addExampleCommand(program)
  addListenCommand(program)
  addSendCommand(program)
  addExplainCommand(program)
  addCheckCommand(program)
  addHelpCommand(program)
  for (const command of [program, ...program.commands]) {
    command.helpOption('-h, --help', 'show this help')
    command.version(packageVersion, '-V, --version', 'print the version')
  }
  return program
}

/** Runs the subcommand that the arguments of the process name. */
export async function runProgram(): Promise<void> {
  try {
    await createProgram().parseAsync()
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode && exitCode.failed
  }
}
