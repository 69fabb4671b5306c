import type { Command } from 'commander'
import { quoted } from '../issue/quoted.js'
import { closestMatch } from './terminal/closest-match.js'
import { addHelp } from './terminal/help-text.js'

/** `prompt-webhooks help`: shows the help of a command. */
export function addHelpCommand(program: Command): void {
  // Commander's own answers a wrong name with the list of commands, and does not say what is wrong.
  const command = program
    .command('help')
    .description('Show the help of a command.')
    .argument('[command]', 'a command; without it, the list of commands')
    .action((name: string | undefined, _, command: Command) => {
      if (name === undefined) program.help()
      const found = program.commands.find((each) => each.name() === name)
      if (found) found.help()
      const nearest = closestMatch(
        name,
        program.commands.map((each) => each.name()),
        3,
      )
      const hint = nearest ? `(Did you mean ${nearest}?)` : '(List the commands with: prompt-webhooks help)'
      command.error(`error: unknown command ${quoted(name)}\n${hint}`)
    })
  addHelp(command, { examples: ['prompt-webhooks help', 'prompt-webhooks help listen'] })
}
