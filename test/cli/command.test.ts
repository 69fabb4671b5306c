import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { catalog, schemaIds, staleReads } from '../../src/generated/catalog.js'
import { webhookEventTypes } from '../../src/index.js'
import { Background } from './background.js'
import { run } from './command.js'

test('events: one line for each event type', () => {
  const { status, stdout } = run(['events'])
  expect(status).toBe(0)
  const rows = stdout.trimEnd().split('\n')
  expect(rows.map((line) => line.trim().split(/ {2,}/))).toEqual(
    Object.values(catalog).map(({ type, description }) => [type, description]),
  )
})

test('events --json: an array for programs', () => {
  const { status, stdout } = run(['events', '--json'])
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toEqual(
    Object.values(catalog).map(({ type, description }) => ({
      type,
      description,
      schema: schemaIds[type],
      stale: staleReads[type],
    })),
  )
})

test('schema: the published file, byte for byte', () => {
  const published = (file: string) => readFileSync(`schemas/v1/${file}.json`, 'utf8')
  expect(run(['schema'])).toEqual({ status: 0, stdout: published('WebhookEvent'), stderr: '' })
  expect(run(['schema', '--strict']).stdout).toBe(published('strict/WebhookEvent'))
  for (const type of webhookEventTypes) {
    const { typeName } = catalog[type]
    expect(run(['schema', type]).stdout).toBe(published(typeName))
    expect(run(['schema', '--strict', type]).stdout).toBe(published(`strict/${typeName}`))
  }
})

test('example: a payload that is valid under the strict contract', () => {
  for (const type of webhookEventTypes) {
    const { status, stdout } = run(['example', type])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual(catalog[type].example)
    expect(run(['validate', '--strict'], stdout)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(type),
    })
  }
})

describe('a wrong call: exit code 2, an error that names the mistake, nothing on standard output', () => {
  test.each([
    [['validte'], /'validte'.*Did you mean validate\?/s],
    [['validate', '--stict'], /'--stict'.*Did you mean --strict\?/s],
    [['example'], /missing required argument 'type'/],
    [
      ['example', 'prompt_template_deletd'],
      /"prompt_template_deletd".*Did you mean prompt_template_deleted\?/s,
    ],
    [
      ['schema', 'prompt-template-created'],
      /"prompt-template-created".*Did you mean prompt_template_created\?/s,
    ],
    [['schema', 'something'], /"something".*prompt-webhooks events/s],
    [['schema', '__proto__'], /"__proto__".*prompt-webhooks events/s],
    [['schema', `prompt_template_created${'d'.repeat(1000)}`], /prompt-webhooks events/s],
    [['schema', 'prompt_template_createdabcdefghij'], /Did you mean prompt_template_created\?/],
    [['schema', 'prompt_template_createdabcdefghijk'], /prompt-webhooks events/s],
    [['events', 'more'], /too many arguments.*'events'/],
    [['help', 'lisen'], /"lisen".*Did you mean listen\?/s],
    [['help', 'something'], /"something".*prompt-webhooks help/s],
    [['help', 'listen', 'more'], /too many arguments.*'help'/],
  ])('%j', (args, stderr) => {
    expect(run(args)).toEqual({ status: 2, stdout: '', stderr: expect.stringMatching(stderr) })
    expect(run(args).stderr).toMatch(/^error: /)
  })
})

test.each([
  ['in a command', "console.log = () => { throw new Error('planned') }"],
  ['behind it', "setImmediate(() => Promise.reject(new Error('planned')))"],
])('an error that nothing expects, %s: exit code 2, and where it came from', async (_, fault) => {
  const { status, stderr } = await new Background(['events'], {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
  }).end()
  expect(status).toBe(2)
  expect(stderr).toMatch(/^error: this is a fault of prompt-webhooks\nError: planned\n( +at [^\n]+\n)+$/)
})

test('without a command: the help on standard error, and exit code 2', () => {
  expect(run([])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Commands:') })
})

const commands = run(['help'])
  .stdout.split('Commands:\n')[1]
  ?.split('\n\n')[0]
  ?.split('\n')
  .flatMap((line) => /^ {2}([a-z]+)/.exec(line)?.[1] ?? [])

test('help shows what --help shows', () => {
  expect(commands).toEqual(expect.arrayContaining(['validate', 'listen', 'help']))
  expect(run(['help'])).toEqual(run(['--help']))
  for (const name of commands ?? []) expect(run(['help', name])).toEqual(run([name, '--help']))
})

describe('colours outside a terminal', () => {
  const outputOf = async (args: readonly string[], environment: Record<string, string>) =>
    (await new Background(args, environment).write('{}').end()).stdout

  test.each<[Record<string, string>, boolean]>([
    [{}, false],
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: 'true' }, true],
    [{ FORCE_COLOR: '3', TERM: 'dumb' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ FORCE_COLOR: 'false' }, false],
    [{ FORCE_COLOR: '' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '' }, true],
    [{ CI: 'true', GITHUB_ACTIONS: 'true' }, false],
  ])('%j: %s', async (environment, isColoured) => {
    const style = '\u001b['
    expect((await outputOf(['validate', '-'], environment)).includes(style)).toBe(isColoured)
    expect((await outputOf(['--help'], environment)).includes(style)).toBe(isColoured)
  })
})

describe.each(['', ...(commands ?? [])])('prompt-webhooks %s', (command) => {
  const args = command ? [command] : []

  test('--help has examples, and fits into 80 columns', () => {
    const { status, stdout } = run([...args, '--help'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/Usage: prompt-webhooks/)
    expect(stdout).toMatch(/Examples:\n {2}\$ prompt-webhooks /)
    const [text = ''] = stdout.split('Examples:')
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(stdout).not.toContain('\u001b')
  })

  test('--version', () => {
    expect(run([...args, '--version'])).toEqual({
      status: 0,
      stdout: `${packageJson.version}\n`,
      stderr: '',
    })
  })
})

test.each(['validate', 'listen', 'send', 'explain'])('%s --help explains the exit codes', (command) => {
  expect(run([command, '--help']).stdout).toMatch(/Exit codes:\n {2}0 {2}\S.*\n(.*\n)*? {2}2 {2}\S/)
})
