import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { type Step, stepsIn } from '../languages/page.js'
import { Terminal } from '../languages/terminal.js'
import { freePort } from '../support/free-port.js'
import { write } from '../support/quicktype.js'
import { readersEnvironment } from '../support/readers-environment.js'
import { type Registry, startRegistry } from '../support/registry.js'

// Someone who knows only a README does their first task in an empty folder, as it says: they save its
// programs, paste its commands and look for its output. Only the ports differ. The role in another language
// follows docs/languages/python.md in test/languages/pages.test.ts.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

let registry: Registry
let home: string

beforeAll(async () => {
  registry = await startRegistry()
  home = mkdtempSync(join(tmpdir(), 'prompt-webhooks-newcomer-'))
})

afterAll(() => {
  registry.stop()
  rmSync(home, { recursive: true })
})

/** A newcomer with a README and an empty folder. */
function newcomer(readme: string) {
  const steps = stepsIn(readme)
  const text = readFileSync(readme, 'utf8')
  const folder = mkdtempSync(join(home, 'folder-'))
  const commands = steps.flatMap((step) => (step.kind === 'commands' ? step.text.split('\n') : []))

  return {
    /** Saves a program of the README. */
    save(name: string, change = (source: string) => source) {
      const file = steps.find(
        (step): step is Extract<Step, { kind: 'file' }> => 'name' in step && step.name === name,
      )
      if (!file) throw new Error(`${readme} has no program ${name}`)
      write(folder, name, change(file.text))
    },
    /** A command of the README that starts so, in a block or in a sentence. */
    command(start: string): string {
      const sentences = text.replaceAll(/^```[\s\S]*?^```$/gm, '')
      const spans = [...sentences.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
      const found = [...commands, ...spans].find((each) => each.startsWith(start))
      if (found === undefined) throw new Error(`${readme} has no command ${start}`)
      return found
    },
    /** What the README says that a program prints. */
    printed(by: string): string {
      const [, words] = new RegExp(`${by}\\S* (?:then )?prints \`([^\`]+)\``).exec(text) ?? []
      if (words === undefined) throw new Error(`${readme} does not say what ${by} prints`)
      return words
    },
    openTerminal(): Terminal {
      const terminal = new Terminal(folder, readersEnvironment(registry, home))
      onTestFinished(() => terminal.close())
      return terminal
    },
  }
}

/** Waits until a port of this machine answers. */
async function answers(port: number): Promise<void> {
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          const socket = connect(port, '127.0.0.1', () => resolve(socket.end() !== undefined))
          socket.on('error', () => resolve(false))
        }),
    )
    .toBe(true)
}

test('a receiver reads an event, and then receives one', async () => {
  const { save, command, printed, openTerminal } = newcomer('README.md')
  const first = openTerminal()
  await first.run(command('npm install prompt-webhooks'))
  save('read.mjs')
  await first.run(command('node read.mjs'))
  expect(first.output).toContain(`\n${printed('node read.mjs')}\n`)

  const port = await freePort()
  const withPort = (line: string) => line.replace('3000', `${port}`)
  save('receive.mjs')
  await first.run(`${withPort(command('WEBHOOK_SECRET='))} &`)
  await answers(port)
  const second = openTerminal()
  await second.run(withPort(command('npx prompt-webhooks send')))
  expect(second.output).toContain('✓ delivered')
  await first.shows(printed('The receiver'))
})

test('a test writer tests a receiver', async () => {
  const { save, command, openTerminal } = newcomer('README.md')
  const terminal = openTerminal()
  await terminal.run(command('npm install prompt-webhooks'))
  save('receiver.test.mjs')
  await terminal.run(command('npm install --save-dev vitest'))
  expect(terminal.output).toMatch(/Tests +1 passed/)
})

test('an emitter sends an event to a terminal that shows it', async () => {
  const { save, command, printed, openTerminal } = newcomer('README.md')
  const [first, second] = [openTerminal(), openTerminal()]
  await first.run(command('npm install prompt-webhooks'))
  const url = await first.start(
    command('npx prompt-webhooks listen').replace('listen', `listen --port ${await freePort()}`),
  )
  save('send.mjs', (source) => source.replace('http://127.0.0.1:4545', url))
  await second.run(command('node send.mjs'))
  expect(second.output).toContain(printed('node send.mjs'))
  await first.shows('✓ valid  ✓ signature')
})

test('an emitter publishes an event to a hub, and a laptop shows it', async () => {
  const { save, command, openTerminal } = newcomer('hub/README.md')
  const [first, second, third] = [openTerminal(), openTerminal(), openTerminal()]
  await first.run(command('npm install prompt-webhooks-hub'))
  const serve = command('npx prompt-webhooks-hub serve').replace('serve', `serve --port ${await freePort()}`)
  const url = await first.start(serve)
  const withUrl = (line: string) => line.replace('http://127.0.0.1:8484', url)
  await second.start(withUrl(command('npx prompt-webhooks listen --hub')))
  save('publish.mjs', withUrl)
  await third.run(command('node publish.mjs'))
  expect(third.output).toMatch(/^published \S+$/m)
  await expect.poll(() => second.output).toContain('prompt_template_deleted')
})
