import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createFolder, run } from './command.js'

const { folder, write } = createFolder()

const payload = 'examples/payloads/prompt_template_deleted.json'
const valid = readFileSync(payload, 'utf8')
const invalid = valid.replace('"prompt_template_id":8', '"prompt_template_id":"8"')
const unknown = valid.replace('prompt_template_deleted', 'prompt_template_archived')
const wrongId = 'details.prompt_template_id: expected a whole number, got a string'
const unknownType = 'event_type: "prompt_template_archived" is not a type that the contract knows'

const validate = (args: readonly string[], input?: string | Buffer) => {
  const { status, stdout, stderr } = run(['validate', ...args], input)
  return { status, lines: stdout.trimEnd().split('\n'), stderr }
}

/** What the command says of standard input, without the summary. */
const judge = (input: string | Buffer, ...args: string[]) => {
  const { status, lines, stderr } = validate([...args, '-'], input)
  return { status, lines: lines.slice(0, -2), stderr }
}

describe('what it says of files', () => {
  test('the seven real payloads are valid: a line each, and a summary', () => {
    const files = readdirSync('examples/payloads').map((name) => `examples/payloads/${name}`)
    expect(validate(files)).toEqual({
      status: 0,
      lines: [
        ...files.map((path) => `✓ ${path}  ${path.split('/').at(-1)?.slice(0, -5)}`),
        '',
        '7 files, 7 events: 7 valid',
      ],
      stderr: '',
    })
  })

  test('an invalid file: its issues, exit code 1, and the others are still judged', () => {
    const wrong = write('wrong.json', invalid)
    expect(validate([wrong, payload])).toEqual({
      status: 1,
      lines: [
        `✗ ${wrong}`,
        `    ${wrongId}`,
        `✓ ${payload}  prompt_template_deleted`,
        '',
        '2 files, 2 events: 1 valid, 1 invalid',
      ],
      stderr: '',
    })
  })

  test('standard input is read for - and where nothing is named', () => {
    expect(judge(valid)).toEqual({ status: 0, lines: ['✓ -  prompt_template_deleted'], stderr: '' })
    expect(validate([], valid).lines[0]).toBe('✓ -  prompt_template_deleted')
  })

  test('a folder: its JSON files at any depth, in order, none twice; a glob likewise', () => {
    mkdirSync(join(folder, 'events/deep'), { recursive: true })
    mkdirSync(join(folder, 'events/node_modules'))
    const files = ['events/[a].json', 'events/b.ndjson', 'events/deep/c.jsonl']
    for (const file of [...files, 'events/readme.md', 'events/node_modules/d.json']) write(file, valid)
    symlinkSync('..', join(folder, 'events/deep/loop'))
    const names = (args: string[]) => {
      const { stdout } = spawnSync(
        process.execPath,
        [join(process.cwd(), 'dist/cli.js'), 'validate', ...args],
        {
          cwd: folder,
          encoding: 'utf8',
        },
      )
      return stdout.split('\n').flatMap((line) => /^✓ (\S+)/.exec(line)?.[1] ?? [])
    }
    expect(names(['events', 'events/b.ndjson'])).toEqual(expect.arrayContaining(files))
    expect(names(['events', 'events/b.ndjson']).filter((name) => !name.includes('loop'))).toEqual(files)
    expect(names(['events/*.{json,ndjson}'])).toEqual(files.slice(0, 2))
    expect(names(['events/[a].json'])).toEqual(files.slice(0, 1))
  })

  test('what cannot be read: exit code 2, a reason, no stack trace, and the others are still judged', () => {
    mkdirSync(join(folder, 'empty'))
    const unreadable: [file: string, reason: string][] = [
      [join(folder, 'missing.json'), 'no such file'],
      [join(payload, 'a.json'), 'no such file'],
      [join(folder, 'empty'), 'no .json, .ndjson or .jsonl file in this folder'],
      [join(folder, 'empty/*.json'), 'no file matches'],
      [write('binary.json', Buffer.from([0x7b, 0, 1, 2])), 'is binary, expected JSON'],
      [write('utf16.json', Buffer.from(`\uFEFF${valid}`, 'utf16le')), 'is UTF-16, expected UTF-8'],
    ]
    const { status, lines, stderr } = validate([...unreadable.map(([file]) => file), payload])
    expect(status).toBe(2)
    expect(stderr).toBe(unreadable.map(([file, reason]) => `✗ ${file}  ${reason}\n`).join(''))
    expect(lines).toEqual([
      `✓ ${payload}  prompt_template_deleted`,
      '',
      '7 files, 1 event: 1 valid, 6 files not read',
    ])
  })

  test('a name cannot steer the terminal', () => {
    const { lines } = validate([write('\u001b[31m.json', valid)])
    expect(lines[0]).toContain('\\u001b[31m.json"')
  })
})

describe('how it reads a file', () => {
  const mixed = [valid, invalid, '', unknown, '{"a":1,}', valid]
  const issuesOf = (places: readonly string[]) => [
    `    ${places[0]} ${wrongId}`,
    `    ⚠ ${places[1]} ${unknownType}`,
    `    ${places[2]} not JSON: property name expected`,
  ]

  test.each([
    ['line feeds', mixed.join('\n')],
    ['a last line feed', `${mixed.join('\n')}\n`],
    ['carriage returns', mixed.join('\r\n')],
    ['a byte order mark', `\uFEFF${mixed.join('\n')}`],
  ])('NDJSON with %s: each line is judged for itself', (_, text) => {
    expect(judge(text)).toEqual({
      status: 1,
      lines: [
        '✗ -  5 events: 2 valid, 2 invalid, 1 of an unknown type',
        ...issuesOf(['line 2:', 'line 4:', 'line 5, column 8:']),
      ],
      stderr: '',
    })
  })

  test('an array: each item is judged for itself', () => {
    const items = mixed.filter(Boolean).map((item) => `  ${item}`)
    expect(judge(`[\n${items.join(',\n')}\n]\n`).lines).toEqual([
      '✗ -  5 events: 2 valid, 2 invalid, 1 of an unknown type',
      ...issuesOf(['[1], line 3:', '[2], line 4:', '[3], line 5, column 10:']),
    ])
  })

  test('JSON over many lines: one event, several, an array', () => {
    const pretty = JSON.stringify(JSON.parse(valid), null, 2)
    expect(judge(pretty).lines).toEqual(['✓ -  prompt_template_deleted'])
    expect(judge(`${pretty}\n${pretty}`).lines).toEqual(['✓ -  2 events: 2 valid'])
    expect(
      judge(
        JSON.stringify(
          [1, 2].map(() => JSON.parse(valid)),
          null,
          '\t',
        ),
      ).lines,
    ).toEqual(['✓ -  2 events: 2 valid'])
    expect(judge(pretty.replace('"prompt_template_id": 8', '"prompt_template_id": 08')).lines).toEqual([
      '✗ -',
      expect.stringMatching(/^ {4}line \d, column \d+: not JSON: comma expected$/),
    ])
  })

  test('braces on lines of their own are one value, a forgotten quote spoils one item', () => {
    const { details, ...others } = JSON.parse(valid)
    const rest = JSON.stringify(others).slice(1)
    expect(judge(`{"details":\n${JSON.stringify(details)},${rest}`).lines).toEqual([
      '✓ -  prompt_template_deleted',
    ])
    expect(judge(`{"details":\n${JSON.stringify(details)}\n,${rest}`).lines).toEqual([
      '✓ -  prompt_template_deleted',
    ])
    expect(judge(`[{\n"a": "x,\n"b": 1\n},\n${valid}]`).lines[0]).toBe('✗ -  2 events: 1 valid, 1 invalid')
  })

  test.each([
    ['no name', '[{"a":1}', '[0], line 1: event_type: missing, expected a string'],
    ['no end', `[${valid}`, 'line 1: not JSON: close bracket expected'],
    ['nothing between two commas', `[${valid},,${valid}]`, '[1], line 1: empty, expected an event'],
    ['nothing behind the last comma', `[${valid},\n]`, '[1], line 2: empty, expected an event'],
    ['words behind its end', `[${valid}] end`, /^line 1, column \d+: not JSON: invalid symbol$/],
  ])('an array with %s', (_, text, issue) => {
    const { status, lines } = judge(text)
    expect(status).toBe(1)
    expect(lines.slice(1).map((line) => line.trim())).toContainEqual(
      typeof issue === 'string' ? issue : expect.stringMatching(issue),
    )
  })

  test.each(['', ' \n\r\n\t', '[]', '[ ]\n'])('nothing in it is invalid: %j', (text) => {
    expect(judge(text)).toEqual({ status: 1, lines: ['✗ -', '    empty, expected an event'], stderr: '' })
  })

  test('a broken first line does not make one value of an NDJSON file', () => {
    for (const first of ['{"event_type":"x","details":{', '{"event_type":"x', '{"details":', '{"a":[', 'x']) {
      expect(judge(`${first}\n${valid}\n${valid}\n`).lines[0], first).toBe(
        '✗ -  3 events: 2 valid, 1 invalid',
      )
    }
  })

  test('a line that is no UTF-8 spoils no other', () => {
    const text = Buffer.concat(
      [`${valid}\n{"a":"`, '\xff', `"}\n${valid}`].map((part) => Buffer.from(part, 'latin1')),
    )
    expect(judge(text).lines).toEqual(['✗ -  3 events: 2 valid, 1 invalid', '    line 2: not UTF-8 text'])
    expect(judge(Buffer.from('["\xff"]', 'latin1')).lines[1]).toBe('    not UTF-8 text')
  })

  test('a record of 10 MB is read, a longer one is refused, and the others are read', () => {
    const ofBytes = (bytes: number) => valid.replace('"2"', `"${'x'.repeat(bytes - valid.length + 1)}"`)
    const [long, tooLong] = [ofBytes(10 * 1024 * 1024), ofBytes(10 * 1024 * 1024 + 1)]
    const lines = [
      '✗ -  4 events: 3 valid, 1 invalid',
      expect.stringMatching(/^ {4}(\[2\], )?line 3: longer than 10 MiB, not read$/),
    ]
    const records = [valid, long, tooLong, valid]
    expect(judge(records.join('\n')).lines).toEqual(lines)
    expect(judge(`[${records.join(',\n')}]`).lines).toEqual(lines)
    expect(judge([tooLong, valid, valid].join('\n')).lines[0]).toBe('✗ -  3 events: 2 valid, 1 invalid')
  })

  test('100,000 brackets are no JSON, and no crash', () => {
    expect(judge('['.repeat(1e5)).status).toBe(1)
    expect(judge(`${'{"a":'.repeat(1e5)}\n${valid}`)).toMatchObject({ status: 1, stderr: '' })
  })
})

describe('the strict contract', () => {
  test('refuses what emitters may not send, unknown types too', () => {
    const extra = valid.replace('"user_id":1', '"user_id":0,"extra":1')
    expect(judge(extra).status).toBe(0)
    expect(judge([extra, unknown].join('\n'), '--strict')).toEqual({
      status: 1,
      lines: [
        '✗ -  2 events: 2 invalid',
        '    line 1: user_id: expected a whole number of at least 1, got a smaller number',
        '    line 1: extra: not a field of this event, remove it',
        `    line 2: ${unknownType}`,
      ],
      stderr: '',
    })
  })
})

describe('unknown event types', () => {
  test('are a warning', () => {
    expect(judge(unknown)).toEqual({ status: 0, lines: ['⚠ -', `    ⚠ ${unknownType}`], stderr: '' })
  })

  test('are told escaped, and the type that may be meant is told too', () => {
    const typed = (type: string) => judge(valid.replace('prompt_template_deleted', type)).lines[1]
    expect(typed('\\u001b[31mlater')).toContain('"\\u001b[31mlater" is not')
    expect(typed('prompt_template_delete')).toMatch(/, did you mean prompt_template_deleted\?$/)
  })
})

describe('many issues', () => {
  test('are cut for people: no more than 100 events, nor 20 issues of one', () => {
    const { lines } = judge(`${invalid}\n`.repeat(150) + `${unknown}\n`.repeat(20))
    expect(lines).toHaveLength(1 + 100 + 10 + 1)
    expect(lines.at(-1)).toBe('    … and 60 more events with issues: --json lists them all')
    const keys = Array.from({ length: 50 }, (_, index) => `"extra${index}":1`)
    expect(judge(valid.replace('{', `{${keys},`), '--strict').lines).toHaveLength(1 + 20 + 1)
  })

  test('are all in the JSON document', () => {
    const { stdout } = run(['validate', '--json', '-'], `${invalid}\n`.repeat(5000))
    expect(JSON.parse(stdout).files[0].problems).toHaveLength(5000)
  })
})

test('--json: one document, with the place and the code of each issue', () => {
  const missing = join(folder, 'missing.json')
  const file = write('mixed.ndjson', [valid, invalid, unknown, '{'].join('\n'))
  const { status, stdout, stderr } = run(['validate', '--json', file, missing])
  const path = ['details', 'prompt_template_id']
  expect({ status, stderr, ...JSON.parse(stdout) }).toEqual({
    status: 2,
    stderr: '',
    files: [
      {
        file,
        problems: [
          { verdict: 'invalid', line: 2, issues: [{ path, message: wrongId, code: 'invalid_type' }] },
          {
            verdict: 'unknown',
            line: 3,
            issues: [{ path: ['event_type'], message: unknownType, code: 'unknown_event_type' }],
          },
          {
            verdict: 'invalid',
            line: 4,
            column: 2,
            issues: [{ path: [], message: expect.stringMatching(/^not JSON: /), code: 'invalid_json' }],
          },
        ],
        events: 4,
        valid: 1,
        invalid: 2,
        unknown: 1,
      },
      { file: missing, problems: [], events: 0, valid: 0, invalid: 0, unknown: 0, error: 'no such file' },
    ],
    summary: { files: 2, unreadable: 1, events: 4, valid: 1, invalid: 2, unknown: 1 },
  })
})

test('a reader that closes the pipe early is no failure; what was found until then is the exit code', () => {
  const throughHead = (...args: string[]) => {
    const command = `"${process.execPath}" dist/cli.js validate ${args.join(' ')} | head -n 1; echo "\${PIPESTATUS[0]}"`
    const { stdout, stderr } = spawnSync('bash', ['-c', command], { encoding: 'utf8' })
    return { status: stdout.trimEnd().split('\n').at(-1), stderr }
  }
  expect(throughHead('--json', write('many.ndjson', `${invalid}\n`.repeat(20_000)))).toEqual({
    status: '1',
    stderr: '',
  })
  mkdirSync(join(folder, 'many'))
  for (let file = 0; file < 2000; file++) write(`many/${file}.json`, invalid)
  expect(throughHead(join(folder, 'many'))).toEqual({ status: '1', stderr: '' })
})

test('memory is flat: a long file takes no more than a short one', () => {
  const peak = (events: number, text: string) => {
    const program = `for (let written = 0; written < ${events}; written += 1000) process.stdout.write(process.argv[1].repeat(1000))`
    const writer = `"${process.execPath}" -e '${program}' '${text}'`
    const report = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))'
    const reader = `"${process.execPath}" --import '${report}' dist/cli.js validate`
    return Number(spawnSync('sh', ['-c', `${writer} | ${reader}`], { encoding: 'utf8' }).stderr)
  }
  const [short, long] = [peak(50_000, `${valid}\n`), peak(1_000_000, `${valid}\n`)]
  expect(short).toBeGreaterThan(10_000)
  expect(long).toBeLessThan(150_000)
  expect(long / short).toBeLessThan(1.3)
  // Lines that never end.
  expect(peak(1_000_000, valid)).toBeLessThan(150_000)
  expect(peak(1_000_000, `[${valid}`)).toBeLessThan(150_000)
})
