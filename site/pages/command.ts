import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import type { Argument, Command, Option } from 'commander'
import type { Page } from './page.js'
import { table } from './table.js'

/** The reference of each command, with the options of its subcommands, read from the command itself. */
export async function commandPages(): Promise<Page[]> {
  // The bundler defines it in the same way.
  Object.assign(globalThis, { PACKAGE_VERSION: JSON.parse(readFileSync('package.json', 'utf8')).version })
  const contract = await import('../../src/cli/program.js')
  const hub = await import('../../hub/dist/cli/program.js')
  return [
    commandPage(contract.createProgram(), 'docs/command.md', 0),
    commandPage(hub.createProgram(), 'docs/hub.md', 1),
  ]
}

function commandPage(program: Command, guide: string, order: number): Page {
  const name = program.name()
  const subcommands = program.commands.map((command) => section(program, command))
  return {
    slug: `command/${name}`,
    source: `command/${name}.md`,
    title: name,
    description: program.description(),
    text: `${program.description()} [The guide](../${guide}) shows it at work.

${table(
  ['command', 'what it does'],
  program.commands.map((command) => [
    `[\`${name} ${command.name()}\`](#${name}-${command.name()})`,
    command.description(),
  ]),
)}

${parts(program).join('\n\n')}

${subcommands.join('\n\n')}
`,
    frontmatter: { sidebar: { order } },
  }
}

function section(program: Command, command: Command): string {
  const usage = [
    program.name(),
    command.name(),
    ...command.registeredArguments.map(argumentName),
    '[options]',
  ].join(' ')
  return [
    `## ${program.name()} ${command.name()}`,
    command.description(),
    fence('sh', usage),
    ...parts(command),
  ].join('\n\n')
}

/** The arguments and options of a command, and what its help says below them. */
function parts(command: Command): string[] {
  const { visibleArguments, visibleOptions } = visible(command)
  return [
    visibleArguments.length > 0 &&
      table(
        ['argument', 'description'],
        visibleArguments.map((argument) => [code(argumentName(argument)), facts(argument)]),
      ),
    optionsTable(visibleOptions),
    ...textBelow(command),
  ].filter((part) => part !== false)
}

function optionsTable(options: readonly Option[]): string {
  const variable = ({ envVar }: Option) => (envVar ? code(envVar) : '')
  return options.some(({ envVar }) => envVar)
    ? table(
        ['option', 'environment', 'description'],
        options.map((option) => [code(option.flags), variable(option), facts(option)]),
      )
    : table(
        ['option', 'description'],
        options.map((option) => [code(option.flags), facts(option)]),
      )
}

function visible(command: Command) {
  const help = command.createHelp()
  return { visibleArguments: help.visibleArguments(command), visibleOptions: help.visibleOptions(command) }
}

function argumentName(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

/** The description, the allowed values and the default. */
function facts({
  description,
  argChoices,
  defaultValue,
  defaultValueDescription,
  ...rest
}: Argument | Option): string {
  const isFlag = 'negate' in rest && (rest.negate || typeof defaultValue === 'boolean')
  return [
    description,
    argChoices && `one of ${argChoices.map(code).join(', ')}`,
    defaultValue !== undefined &&
      !isFlag &&
      `default: ${code(defaultValueDescription ?? String(defaultValue))}`,
  ]
    .filter(Boolean)
    .join('; ')
}

/** Turns what the help says below the options into Markdown: paragraphs, tables and examples. */
function textBelow(command: Command): string[] {
  let help = ''
  command.configureOutput({
    writeOut: (text) => {
      help += text
    },
  })
  command.outputHelp()
  return stripVTControlCharacters(help)
    .slice(stripVTControlCharacters(command.helpInformation()).length)
    .trim()
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((paragraph) => {
      const [title = '', ...lines] = paragraph.split('\n')
      if (!title.endsWith(':') || !lines.every((line) => line.startsWith('  '))) return withCode(paragraph)
      const name = title.slice(0, -1)
      if (lines[0]?.startsWith('  $ ')) {
        return `${title}\n\n${fence('sh', lines.map((line) => line.replace(/^ {2}(\$ )?/, '')).join('\n'))}`
      }
      const rows = lines.map((line) => line.trim().split(/ {2,}/))
      return table(
        [name.toLowerCase().replace(/s$/, ''), 'meaning'],
        rows.map(([term = '', ...words]) => [code(term), words.join(' ')]),
      )
    })
}

/** Sets options in prose as code. */
const withCode = (text: string) => text.replaceAll(/(?<![`\w-])--[a-z][a-z-]*/g, (option) => `\`${option}\``)
const code = (text: string) => `\`${text}\``
const fence = (language: string, text: string) => `\`\`\`${language}\n${text}\n\`\`\``
