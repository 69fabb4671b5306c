import { afterAll, describe, expect, test } from 'vitest'
import { causes } from '../../src/signature/explanation/signature-cause.js'
import { signPayload } from '../../src/signature/index.js'
import { moved, secret } from '../receiver/signed-request.js'
import { Background } from './background.js'
import { createFolder, run } from './command.js'
import { hasTerminal, Terminal } from './terminal.js'

const { folder, write } = createFolder()
const file = write('body.json', moved)
const signature = signPayload(moved, secret)
const explain = (...args: string[]) => run(['explain', '--signature', signature, ...args])

test('a valid signature: exit code 0', () => {
  expect(explain('--body', file, '--secret', secret)).toEqual({
    status: 0,
    stdout: '✓ The signature is valid.\n',
    stderr: '',
  })
})

test('a signature that does not match: the code, the words, and exit code 1', () => {
  const { status, stdout, stderr } = explain('--body', file, '--secret', `"${secret}"`)
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
  expect(stdout.replace(/\n\s+/g, ' ')).toBe(`✗ secret_has_quotes ${causes.secret_has_quotes}\n`)
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  expect(stdout).not.toContain(secret)
})

test('the body is read byte by byte, from a file or standard input', () => {
  const lineEnd = write('edited.json', Buffer.from(`\ufeff${moved}\n`))
  expect(explain('--body', lineEnd, '--secret', secret).stdout).toContain('body_has_byte_order_mark')
  expect(run(['explain', '--body', '-', '--signature', signature, '--secret', secret], moved).status).toBe(0)
})

test('the secret from the environment', async () => {
  const args = ['explain', '--body', file, '--signature', signature]
  for (const [value, status] of [
    [secret, 0],
    [`${secret}\n`, 1],
  ] as const) {
    expect(await new Background(args, { PROMPT_WEBHOOKS_SECRET: value }).end()).toMatchObject({ status })
  }
})

test('--json writes one line', () => {
  const lines = [secret, secret.toUpperCase()].map((key) =>
    explain('--body', file, '--secret', key, '--json'),
  )
  expect(lines.map(({ status, stdout }) => [status, JSON.parse(stdout)])).toEqual([
    [0, { valid: true }],
    [1, { valid: false, code: 'secret_in_other_case', message: causes.secret_in_other_case }],
  ])
})

describe('a wrong call: exit code 2', () => {
  test.each<[string[], RegExp]>([
    [['--signature', signature, '--secret', secret], /^error: required option '--body <file>'/],
    [['--body', file, '--secret', secret], /^error: required option '--signature <signature>'/],
    [
      ['--body', file, '--signature', signature],
      /^error: no secret; set PROMPT_WEBHOOKS_SECRET, or --secret/,
    ],
    [
      ['--body', `${folder}/missing`, '--signature', signature, '--secret', secret],
      /^error: .*missing: no such file or folder/,
    ],
    [['--body', folder, '--signature', signature, '--secret', secret], /^error: .*: is a folder/],
  ])('%j', (args, stderr) => {
    expect(run(['explain', ...args])).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(stderr),
    })
  })
})

describe.skipIf(!hasTerminal)('in a terminal', () => {
  const terminal = hasTerminal ? new Terminal({ columns: 44, rows: 30 }) : undefined
  afterAll(() => terminal?.close())

  test('colours, and lines that fit a narrow one', async () => {
    if (!terminal) return
    terminal.type(
      `clear; ${process.execPath} dist/cli.js explain --body ${file} --signature ${signature} --secret x; echo "ended with $?"`,
    )
    const screen = await terminal.until(/ended with 1/)
    expect(screen).toMatch(
      /^✗ unknown\n {2}No known cause fits\. The secret may belong\n {2}to another endpoint, or the body is not\n/m,
    )
    expect(terminal.screen({ colours: true })).toContain('\u001b[31m✗')
  })
})
