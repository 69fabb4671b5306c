import { mkdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { webhookEventTypes } from '../../../src/index.js'
import { createFolder } from '../command.js'
import { hasTerminal, Terminal } from '../terminal.js'
import { invalid, numbersIn, parseReport, unknown, valid } from './check.js'

const command = `${process.execPath} ${process.cwd()}/dist/cli.js`
const { folder, write } = createFolder()
const broken = '{"event_type":\n'

let terminal: Terminal
afterEach(() => terminal.close())

function open(environment: Record<string, string> = {}, columns = 100) {
  terminal = new Terminal({ columns, rows: 30 }, environment)
  terminal.type(`cd ${folder}; alias prompt-webhooks='${command}'; clear`)
}

describe.skipIf(!hasTerminal)('in a terminal', () => {
  mkdirSync(`${folder}/payloads`)
  write('payloads/deleted.json', valid)
  write('payloads/events.ndjson', [valid, invalid].join('\n'))
  write('payloads/later.json', unknown)

  async function validatePayloads() {
    terminal.type('prompt-webhooks validate payloads; echo "ended with $?"')
    const screen = await terminal.until(/ended with \d/)
    const report = screen.slice(screen.indexOf('✓'), screen.lastIndexOf('ended with'))
    const { files, summary } = parseReport(report)
    expect(files.map(({ mark, name }) => [mark, name])).toEqual([
      ['✓', 'payloads/deleted.json'],
      ['✗', 'payloads/events.ndjson'],
      ['⚠', 'payloads/later.json'],
    ])
    expect(numbersIn(summary)).toEqual({ file: 3, event: 4, valid: 2, invalid: 1, unknown: 1 })
    return terminal.screen({ colours: true })
  }

  test('validate: green, red and yellow marks', async () => {
    open()
    const screen = await validatePayloads()
    for (const mark of ['\u001b[32m✓', '\u001b[31m✗', '\u001b[33m⚠']) expect(screen).toContain(mark)
  })

  test.each([{ NO_COLOR: '1' }, { NO_COLOR: '1', FORCE_COLOR: '1' }, { TERM: 'dumb' }])(
    'no colour with %j',
    async (environment) => {
      open(environment)
      expect(await validatePayloads()).not.toContain('\u001b')
    },
  )

  test('no colour in a file, even if the terminal has colours', async () => {
    open()
    terminal.type('prompt-webhooks validate payloads > report.txt; echo done')
    await terminal.until(/^done/m)
    expect(readFileSync(`${folder}/report.txt`, 'utf8')).not.toContain('\u001b')
  })

  test('help: bold titles, and none with NO_COLOR', async () => {
    open()
    terminal.type('prompt-webhooks validate --help')
    await terminal.until(/Examples:/)
    expect(terminal.screen({ colours: true })).toContain('\u001b[1mExamples:')
    terminal.close()
    open({ NO_COLOR: '1' })
    terminal.type('prompt-webhooks validate --help')
    await terminal.until(/Examples:/)
    expect(terminal.screen({ colours: true })).not.toContain('\u001b')
  })

  test('a progress bar shows during long runs, and disappears at the end', async () => {
    write('long.ndjson', `${valid}\n${broken.repeat(600_000)}`)
    open()
    terminal.type('prompt-webhooks validate long.ndjson | tail -n 1')
    expect(await terminal.until(/%/)).toMatch(/^█*░+ +\d+ % {2}[\d,]+ events$/m)
    expect(await terminal.until(/600,000 invalid/)).not.toMatch(/[█░]/)
  })

  test('if the size of the input is unknown, only the events are counted', async () => {
    open()
    terminal.type(`(echo '${valid}'; sleep 3; echo '${valid}'; sleep 1) | prompt-webhooks validate`)
    expect(await terminal.until(/^\d+ events?$/m)).not.toContain('%')
    expect(await terminal.until(/2 valid/)).not.toMatch(/^\d+ events?$/m)
  })

  test('Ctrl-C ends it without an error message', async () => {
    open()
    terminal.type('prompt-webhooks validate -; echo "ended with $?"')
    await terminal.until(/validate -/)
    terminal.press('C-c')
    expect(await terminal.until(/\^C/)).not.toMatch(/Error|at .*:\d+/)
  })

  test('validate without a name does not wait for input: exit code 2', async () => {
    open()
    terminal.type('prompt-webhooks validate; echo "ended with $?"')
    expect(await terminal.until(/ended with 2/)).toMatch(/error: expected a file.*- for standard input/)
  })

  test.each([
    ['next to the types', 90, 2 + Math.max(...webhookEventTypes.map((type) => type.length)) + 2],
    ['below the types on a narrow terminal', 60, 6],
  ])('events: descriptions wrap %s', async (_, columns, indent) => {
    open({}, columns)
    terminal.type('clear; prompt-webhooks events')
    const screen = await terminal.until(/files_changed[^$]*\n\$/)
    const lines = screen.split('\n').filter((line) => /^ +\S/.test(line))
    for (const line of lines) {
      expect(line.length, line).toBeLessThanOrEqual(columns)
      expect([2, indent], line).toContain(line.search(/\S/))
    }
    expect(lines.filter((line) => line.search(/\S/) === indent).length).toBeGreaterThan(2)
  })
})
