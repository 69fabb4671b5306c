import { afterEach, describe, expect, test } from 'vitest'
import { hasTerminal, Terminal } from '../terminal.js'

const command = `${process.execPath} ${process.cwd()}/dist/cli.js`
const terminals: Terminal[] = []
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.close()
})

function open(environment: Record<string, string> = {}): Terminal {
  const terminal = new Terminal({ columns: 110, rows: 40 }, environment)
  terminals.push(terminal)
  terminal.type(`alias prompt-webhooks='${command}'; clear`)
  return terminal
}

/** Opens two terminals, starts `listen` in one, and returns its address. */
async function listenAnd(environment: Record<string, string> = {}) {
  const [listener, sender] = [open(environment), open(environment)]
  listener.type('prompt-webhooks listen --port 0 --secret test-secret; echo "ended with $?"')
  const [, url = ''] = /Listening on (\S+)/.exec(await listener.until(/Ctrl-C to stop/)) ?? []
  return { listener, sender, url }
}

describe.skipIf(!hasTerminal)('send in one terminal, listen in another', () => {
  test('marks in colour, and Ctrl-C stops the listener', async () => {
    const { listener, sender, url } = await listenAnd()
    const send = `prompt-webhooks send prompt_template_deleted --to ${url}`
    sender.type(`${send} --secret test-secret; echo "ended with $?"`)
    await sender.until(/ended with 0/)
    sender.type(`clear; ${send}; echo "ended with $?"`)
    const sent = await sender.until(/ended with 1/)
    for (const part of [/⚠ .*random secret/, /^401 Unauthorized$/m, /^✗ not delivered: .*401/m]) {
      expect(sent).toMatch(part)
    }
    for (const part of ['\u001b[33m⚠', '\u001b[1m', '\u001b[31m✗']) {
      expect(sender.screen({ colours: true })).toContain(part)
    }

    const heard = await listener.until(/✗ signature/)
    expect(heard).toMatch(/^✓ [\d:]{8} prompt_template_deleted {2}204 No Content$/m)
    expect(heard).toMatch(/^ {4}prompt_template_id {4}8$/m)
    expect(heard).toMatch(/^✗ [\d:]{8} prompt_template_deleted {2}401 Unauthorized$/m)
    for (const mark of ['\u001b[32m✓', '\u001b[31m✗', '\u001b[1m', '\u001b[2m']) {
      expect(listener.screen({ colours: true })).toContain(mark)
    }
    listener.press('C-c')
    expect(await listener.until(/ended with \d/)).toMatch(
      /Stopped.* 2 requests: 1 accepted, 1 not accepted\nended with 0/,
    )
  })

  test('no colour with NO_COLOR', async () => {
    const { listener, sender, url } = await listenAnd({ NO_COLOR: '1' })
    sender.type(`prompt-webhooks send prompt_template_deleted --to ${url}`)
    await sender.until(/✗ not delivered/)
    await listener.until(/✗ signature/)
    for (const each of [listener, sender]) expect(each.screen({ colours: true })).not.toContain('\u001b')
  })

  test('a series shows a progress bar, and Ctrl-C ends it with a summary', async () => {
    const { sender, url } = await listenAnd()
    const send = `prompt-webhooks send prompt_template_deleted --to ${url} --secret test-secret`
    sender.type(`${send} --repeat 1000 --rate 20`)
    expect(await sender.until(/%/)).toMatch(/^█*░+ +\d+ % {2}\d+ events$/m)
    sender.press('C-c')
    expect(await sender.until(/p50/)).toMatch(/^Sent \d+ of 1,000 events.*\n✓ \d+ delivered\n.*p50/m)
    expect(sender.screen()).not.toMatch(/[█░]/)
  })
})
