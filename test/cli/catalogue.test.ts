import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { catalog } from '../../src/generated/catalog.js'
import { webhookEventTypes } from '../../src/index.js'
import { run } from './command.js'

test('events: a line for each event type', () => {
  const { status, stdout } = run(['events'])
  expect(status).toBe(0)
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/)),
  ).toEqual(Object.values(catalog).map(({ type, description }) => [type, description]))
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

test('example: a payload that validate takes', () => {
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

describe('a wrong call: exit code 2, nothing on standard output, and what may be meant', () => {
  const notType = (type: string, hint: string) => `error: unknown event type "${type}"\n(${hint})\n`
  test.each([
    [['validte'], "error: unknown command 'validte'\n(Did you mean validate?)\n"],
    [['validate', '--stict'], "error: unknown option '--stict'\n(Did you mean --strict?)\n"],
    [['example'], "error: missing required argument 'type'\n"],
    [
      ['example', 'prompt_template_deletd'],
      notType('prompt_template_deletd', 'Did you mean prompt_template_deleted?'),
    ],
    [
      ['schema', 'prompt-template-created'],
      notType('prompt-template-created', 'Did you mean prompt_template_created?'),
    ],
    [['schema', 'something'], notType('something', 'See: prompt-webhooks events')],
    [['schema', '__proto__'], notType('__proto__', 'See: prompt-webhooks events')],
    [['events', 'more'], "error: too many arguments for 'events'. Expected 0 arguments but got 1.\n"],
  ])('%j', (args, stderr) => {
    expect(run(args)).toEqual({ status: 2, stdout: '', stderr })
  })
})

test('without a command: the help, and exit code 2', () => {
  expect(run([])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Commands:') })
})

describe.each(['', 'validate', 'events', 'schema', 'example', 'listen', 'send'])(
  'prompt-webhooks %s',
  (command) => {
    const args = command ? [command] : []

    test('--help has examples', () => {
      const { status, stdout } = run([...args, '--help'])
      expect(status).toBe(0)
      expect(stdout).toMatch(/Usage: prompt-webhooks/)
      expect(stdout).toMatch(/Examples?:\n {2}\$ prompt-webhooks /)
    })

    test('--version', () => {
      expect(run([...args, '--version'])).toEqual({
        status: 0,
        stdout: `${packageJson.version}\n`,
        stderr: '',
      })
    })
  },
)
