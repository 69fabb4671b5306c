import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))

function run(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'validate', ...args], {
    input,
    encoding: 'utf8',
  })
  return { status, stdout: stdout.trimEnd().split('\n'), stderr }
}

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const payload = 'examples/payloads/prompt_template_deleted.json'
const text = readFileSync(payload, 'utf8')

test('the seven real payloads are valid: a line each', () => {
  const files = readdirSync('examples/payloads').map((name) => `examples/payloads/${name}`)
  const { status, stdout } = run(files)
  expect(status).toBe(0)
  expect(stdout).toEqual(files.map((path) => `✓ ${path}  ${path.split('/').at(-1)?.slice(0, -5)}`))
})

test('standard input, and a byte order mark', () => {
  expect(run(['-'], text)).toMatchObject({ status: 0, stdout: ['✓ -  prompt_template_deleted'] })
  expect(run(['-'], `\uFEFF${text}`).status).toBe(0)
})

test('an invalid file: its issues, exit code 1, and the others are still judged', () => {
  const wrong = file('wrong.json', text.replace('"prompt_template_id":8', '"prompt_template_id":"8"'))
  expect(run([wrong, payload])).toMatchObject({
    status: 1,
    stdout: [
      `✗ ${wrong}`,
      '    details.prompt_template_id: expected a whole number, got a string',
      `✓ ${payload}  prompt_template_deleted`,
    ],
  })
})

test('no JSON, and nothing at all, are invalid', () => {
  expect(run(['-'], '{')).toMatchObject({ status: 1, stdout: ['✗ -', '    not JSON'] })
  expect(run(['-'], ' \n')).toMatchObject({ status: 1, stdout: ['✗ -', '    empty'] })
})

test('an unknown type is told, escaped, and is not invalid', () => {
  const { status, stdout } = run(['-'], text.replace('prompt_template_deleted', '\\u001b[31mlater'))
  expect(status).toBe(0)
  expect(stdout).toEqual(['✓ -  unknown event type "\\u001b[31mlater"'])
})

test('a file that cannot be read: exit code 2, no stack trace', () => {
  const { status, stdout, stderr } = run([join(folder, 'missing.json'), payload])
  expect(status).toBe(2)
  expect(stderr).toBe(`✗ ${join(folder, 'missing.json')}: could not be read (ENOENT)\n`)
  expect(stdout).toHaveLength(1)
  expect(run([folder]).status).toBe(2)
})

test('a wrong call: exit code 2; help: 0', () => {
  expect(run([]).status).toBe(2)
  expect(run(['--nonsense']).status).toBe(2)
  expect(run(['--help'])).toMatchObject({ status: 0 })
})

test('a reader that closes the pipe early is no failure', () => {
  const files = Array.from({ length: 2000 }, () => payload).join(' ')
  const { stderr } = spawnSync(
    'sh',
    ['-c', `"${process.execPath}" dist/cli.js validate ${files} | head -n 1`],
    {
      encoding: 'utf8',
    },
  )
  expect(stderr).toBe('')
})
