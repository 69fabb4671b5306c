import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { write } from '../support/quicktype.js'
import { type Step, stepsOf } from './page.js'
import { Terminal } from './terminal.js'

/** A page of docs/languages that was followed to its end, and its receiver, which is running. */
export interface FollowedPage {
  /** The address that the receiver has printed. */
  readonly url: string
  /** Everything that the terminals show. */
  output(): string
  /** Runs commands in the folder of the page, and returns what they print. Throws if they fail. */
  run(commands: string): Promise<string>
  /** Ends the receiver, and starts it in a new terminal with the page's variables, after these commands. */
  restart(commandsBefore: string): Promise<Restarted>
  remove(): Promise<void>
}

/** Either the address of a receiver, or the exit code and the output of one that refused to start. */
export type Restarted =
  | { readonly url: string }
  | { readonly exitCode: number | null; readonly output: string }

/**
 * Does what a page says, in order, in an empty folder: saves its programs, pastes its commands and compares
 * its output. The last command before "another terminal" starts the receiver.
 */
export async function followPage(page: string, environment: NodeJS.ProcessEnv): Promise<FollowedPage> {
  const folder = mkdtempSync(join(tmpdir(), `prompt-webhooks-${page}-`))
  const terminals: Terminal[] = []
  const open = () => {
    const terminal = new Terminal(folder, environment)
    terminals.push(terminal)
    return terminal
  }
  const first = open()
  const another = open()
  const steps = stepsOf(page)
  const start = steps.filter((step) => step.kind === 'commands' && step.terminal === 'first').at(-1)
  let url = ''
  for (const step of steps) {
    if (step.kind === 'file') write(folder, step.name, step.text)
    else if (step.kind === 'output') {
      for (const line of step.lines) await Promise.any([first, another].map((each) => each.shows(line)))
    } else if (step === start) url = await first.start(step.text)
    else await (step.terminal === 'first' ? first : another).run(step.text)
  }
  let receiver = first
  return {
    url,
    output: () => terminals.map((each) => each.output).join(''),
    async run(commands) {
      const terminal = open()
      await terminal.run(commands)
      return terminal.output
    },
    async restart(commandsBefore) {
      await receiver.close()
      receiver = open()
      await receiver.run([...exportsOf(steps), commandsBefore].join('\n'))
      const started = receiver.start(start?.kind === 'commands' ? start.text : '').then((url) => ({ url }))
      const ended = receiver.ended.then((exitCode) => ({ exitCode, output: receiver.output }))
      return Promise.any([started, ended])
    },
    async remove() {
      await Promise.all(terminals.map((each) => each.close()))
      rmSync(folder, { recursive: true })
    },
  }
}

function exportsOf(steps: readonly Step[]): string[] {
  const commands = steps.flatMap((step) => (step.kind === 'commands' ? step.text.split('\n') : []))
  return commands.filter((line) => line.startsWith('export '))
}
