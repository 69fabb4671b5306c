import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { createFolder, run } from '../command.js'
import { check, invalid, numbersIn, parseReport, payload, unknown, valid } from './check.js'

const { folder, write } = createFolder()
const report = (args: readonly string[], input?: string) => {
  const { status, stdout } = run(['validate', ...args], input)
  return { status, ...parseReport(stdout) }
}

describe('the text report', () => {
  test('has a mark and a verdict for each file, its issues, and a summary', () => {
    const files = [
      payload,
      write('wrong.json', invalid),
      write('later.json', unknown),
      write('many.ndjson', [valid, invalid, unknown, '{'].join('\n')),
    ]
    const { status, files: blocks, summary } = report(files)
    expect(status).toBe(1)
    expect(blocks.map(({ mark, name }) => [mark, name])).toEqual(
      ['✓', '✗', '⚠', '✗'].map((mark, index) => [mark, files[index]]),
    )
    expect(blocks[0]).toMatchObject({ rest: 'prompt_template_deleted', issues: [] })
    expect(numbersIn(blocks[3]?.rest ?? '')).toEqual({ event: 4, valid: 1, invalid: 2, unknown: 1 })
    expect(blocks.map(({ issues }) => issues.map((issue) => issue.replace(/ .*$/, '')))).toEqual([
      [],
      ['✗'],
      ['⚠'],
      ['✗', '⚠', '✗'],
    ])
    expect(numbersIn(summary)).toEqual({ file: 4, event: 7, valid: 2, invalid: 3, unknown: 2 })
  })

  test('places an issue only if the file has several events, or is not JSON', () => {
    const issuesOf = (text: string) => report(['-'], text).files[0]?.issues
    expect(issuesOf(invalid)).toEqual([expect.stringMatching(/^✗ details\.prompt_template_id: expected/)])
    expect(issuesOf(`${valid}\n${invalid}`)).toEqual([expect.stringMatching(/^✗ line 2: details\./)])
    expect(issuesOf(`[${valid},\n${invalid}]`)).toEqual([
      expect.stringMatching(/^✗ \[1\], line 2: details\./),
    ])
    expect(issuesOf('{')).toEqual([expect.stringMatching(/^✗ line 1, column 2: not JSON/)])
  })

  test('counts unreadable files', () => {
    const { files, summary } = report([join(folder, 'missing.json'), payload, join(folder, 'gone.json')])
    expect(files).toHaveLength(1)
    expect(numbersIn(summary)).toEqual({ file: 3, unreadable: 2, event: 1, valid: 1 })
  })

  test('groups the digits of large numbers', () => {
    expect(report(['-'], `${valid}\n`.repeat(1234)).summary).toContain('1,234 events')
  })

  test('lists at most 100 invalid events of a file, 10 of unknown type, and 20 issues of an event', () => {
    const listed = ([file]: ReturnType<typeof report>['files'], mark: string) =>
      file?.issues.filter((issue) => issue.startsWith(mark))
    const events = `${invalid}\n`.repeat(150) + `${unknown}\n`.repeat(20)
    const file = write('issues.ndjson', events)
    // The limits apply to each file.
    const { files } = report([file, write('more.ndjson', events)])
    for (const each of files) {
      expect([listed([each], '✗')?.length, listed([each], '⚠')?.length]).toEqual([100, 10])
      expect(each.issues.at(-1)).toMatch(/60 more events.*--json/)
    }

    const keys = (count: number) => Array.from({ length: count }, (_, index) => `"extra${index}":1`)
    const withExtra = (count: number) =>
      report(['--strict', '-'], valid.replace('{', `{${keys(count)},`)).files[0]?.issues ?? []
    expect(withExtra(20)).toHaveLength(20)
    expect(withExtra(20).at(-1)).not.toContain('more')
    expect(withExtra(50)).toHaveLength(21)
    expect(withExtra(50).at(-1)).toContain('30 more issues')
  })
})

describe('the JSON report', () => {
  test('is one document, with the place and the code of each issue', () => {
    const missing = join(folder, 'missing.json')
    const file = write('mixed.ndjson', [valid, invalid, unknown, '{'].join('\n'))
    const { status, stdout, stderr } = run(['validate', '--json', file, missing])
    const message = expect.any(String)
    expect({ status, stderr, ...JSON.parse(stdout) }).toEqual({
      status: 2,
      stderr: '',
      files: [
        {
          file,
          problems: [
            {
              verdict: 'invalid',
              line: 2,
              issues: [{ path: ['details', 'prompt_template_id'], message, code: 'invalid_type' }],
            },
            {
              verdict: 'unknown',
              line: 3,
              issues: [{ path: ['event_type'], message, code: 'unknown_event_type' }],
            },
            { verdict: 'invalid', line: 4, column: 2, issues: [{ path: [], message, code: 'invalid_json' }] },
          ],
          events: 4,
          valid: 1,
          invalid: 2,
          unknown: 1,
        },
        { file: missing, problems: [], events: 0, valid: 0, invalid: 0, unknown: 0, error: message },
      ],
      summary: { files: 2, unreadable: 1, events: 4, valid: 1, invalid: 2, unknown: 1 },
    })
  })

  test('lists all problems', () => {
    expect(check(`${invalid}\n`.repeat(5000)).problems).toHaveLength(5000)
  })
})

test('a reader of standard error that has gone changes nothing', async () => {
  const files = [join(folder, 'missing.json'), join(folder, 'gone.json'), payload]
  const command = spawn(process.execPath, ['bin/prompt-webhooks.js', 'validate', ...files])
  command.stderr.destroy()
  const closed = once(command, 'close')
  const { files: blocks } = parseReport(await text(command.stdout))
  expect(blocks.map(({ name }) => name)).toEqual([payload])
  expect(await closed).toEqual([2, null])
})

test('a reader that closes the pipe early is not an error, and the exit code covers what was read', () => {
  const throughHead = (...args: string[]) => {
    const command = `"${process.execPath}" dist/cli.js validate ${args.join(' ')} | head -n 1; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    return { status: stdout.trimEnd().split('\n').at(-1), stderr }
  }
  expect(throughHead('--json', write('many-invalid.ndjson', `${invalid}\n`.repeat(20_000)))).toEqual({
    status: '1',
    stderr: '',
  })
  mkdirSync(join(folder, 'many'))
  for (let file = 0; file < 2000; file++) write(`many/${file}.json`, invalid)
  expect(throughHead(join(folder, 'many'))).toEqual({ status: '1', stderr: '' })
})
