import { styleText } from 'node:util'
import type { Command, HelpConfiguration } from 'commander'

interface HelpText {
  readonly notes?: string
  readonly exitCodes?: Readonly<Record<number, string>>
  readonly examples: readonly string[]
}

// Commander removes the style where the output has no colours.
const title = (text: string) => styleText('bold', text, { validateStream: false })

/** The style of the help pages. Subcommands inherit it if it is set before they are added. */
export const helpConfiguration: HelpConfiguration = {
  styleTitle: title,
  // Without `[options]`, which every command has.
  subcommandTerm: (command) =>
    [
      command.name(),
      ...command.registeredArguments.map((argument) => {
        const name = `${argument.name()}${argument.variadic ? '...' : ''}`
        return argument.required ? `<${name}>` : `[${name}]`
      }),
    ].join(' '),
}

/** Adds notes, exit codes and examples below the options on a command's help page. */
export function addHelp(command: Command, { notes, exitCodes, examples }: HelpText): Command {
  const codes = Object.entries(exitCodes ?? {}).map(([code, meaning]) => `  ${code}  ${meaning}`)
  const sections = [
    ...(notes ? [notes] : []),
    ...(codes.length ? [[title('Exit codes:'), ...codes].join('\n')] : []),
    [title('Examples:'), ...examples.map((example) => `  $ ${example}`)].join('\n'),
  ]
  return command.addHelpText('after', `\n${sections.join('\n\n')}`)
}
