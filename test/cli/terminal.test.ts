import { mkdirSync, readFileSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { createFolder } from './command.js'
import { hasTerminal, Terminal } from './terminal.js'

const command = `${process.execPath} ${process.cwd()}/dist/cli.js`
const { folder, write } = createFolder()
const valid = readFileSync('examples/payloads/prompt_template_deleted.json', 'utf8')
const broken = '{"event_type":\n'

let terminal: Terminal
afterEach(() => terminal.close())

function open(environment: Record<string, string> = {}, columns = 100) {
  terminal = new Terminal({ columns, rows: 30 }, environment)
  terminal.type(`cd ${folder}; alias prompt-webhooks='${command}'; clear`)
}

describe.skipIf(!hasTerminal)('in a terminal', () => {
  const events = [valid, valid.replace('"prompt_template_id":8', '"prompt_template_id":"8"')]
  mkdirSync(`${folder}/payloads`)
  write('payloads/deleted.json', valid)
  write('payloads/events.ndjson', events.join('\n'))
  write('payloads/later.json', valid.replace('prompt_template_deleted', 'prompt_template_archived'))

  const report = `✓ payloads/deleted.json  prompt_template_deleted
✗ payloads/events.ndjson  2 events: 1 valid, 1 invalid
    line 2: details.prompt_template_id: expected a whole number, got a string
⚠ payloads/later.json
    ⚠ event_type: "prompt_template_archived" is not a type that the contract knows

3 files, 4 events: 2 valid, 1 invalid, 1 of an unknown type
$`

  test('validate: marks in colour, the rest plain', async () => {
    open()
    terminal.type('prompt-webhooks validate payloads')
    expect(await terminal.until(/unknown type\n\$/)).toContain(report)
    const screen = terminal.screen({ colours: true })
    for (const mark of ['\u001b[32m✓', '\u001b[31m✗', '\u001b[33m⚠']) expect(screen).toContain(mark)
  })

  test.each([{ NO_COLOR: '1' }, { NO_COLOR: '1', FORCE_COLOR: '1' }, { TERM: 'dumb' }])(
    'no colour with %j',
    async (environment) => {
      open(environment)
      terminal.type('prompt-webhooks validate payloads')
      expect(await terminal.until(/unknown type\n\$/)).toContain(report)
      expect(terminal.screen({ colours: true })).not.toContain('\u001b')
    },
  )

  test('no colour in a file, whatever the terminal can', async () => {
    open()
    terminal.type('prompt-webhooks validate payloads > report.txt; echo done')
    await terminal.until(/^done/m)
    expect(readFileSync(`${folder}/report.txt`, 'utf8')).not.toContain('\u001b')
  })

  test('a bar shows how far it is when that takes longer than a second, and goes when it is done', async () => {
    write('long.ndjson', `${valid}\n${broken.repeat(600_000)}`)
    open()
    terminal.type('prompt-webhooks validate long.ndjson | tail -n 1')
    expect(await terminal.until(/%/)).toMatch(/^█*░+ +\d+ % {2}[\d,]+ events$/m)
    const screen = await terminal.until(/^1 file, 600,001 events: 1 valid, 600,000 invalid$/m)
    expect(screen).not.toMatch(/[█░]/)
  })

  test('without the size of the input, only the events are counted', async () => {
    open()
    terminal.type(`(echo '${valid}'; sleep 3; echo '${valid}'; sleep 1) | prompt-webhooks validate`)
    expect(await terminal.until(/^\d+ events?$/m)).not.toContain('%')
    await terminal.until(/^1 file, 2 events: 2 valid$/m)
    expect(terminal.screen()).not.toMatch(/^\d+ events?$/m)
  })

  test('Ctrl-C ends it without a word', async () => {
    open()
    terminal.type('prompt-webhooks validate -; echo "ended with $?"')
    await terminal.until(/validate -/)
    await new Promise((resolve) => setTimeout(resolve, 500))
    terminal.press('C-c')
    const screen = await terminal.until(/\^C/)
    expect(screen).not.toMatch(/Error|at .*:\d+/)
  })

  test('validate without a name says what it wants, and does not wait', async () => {
    open()
    terminal.type('prompt-webhooks validate; echo "ended with $?"')
    expect(await terminal.until(/ended with 2/)).toContain(
      'error: name a file, a folder or a glob, or - for standard input',
    )
  })

  test('events: descriptions are wrapped beside the types', async () => {
    open({}, 70)
    terminal.type('prompt-webhooks events')
    const screen = await terminal.until(/another\./)
    expect(screen).toContain(`
  prompt_template_created          A prompt template is created, and
                                   with it its first version.
  prompt_template_version_created  `)
  })
})
