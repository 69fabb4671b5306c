import { afterEach, describe, expect, test } from 'vitest'
import { hasTerminal, Terminal } from './terminal.js'

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

/** A terminal in which someone listens, another, and the address that the one shows. */
async function listenAnd(environment: Record<string, string> = {}) {
  const [listener, sender] = [open(environment), open(environment)]
  listener.type('prompt-webhooks listen --port 0 --secret test-secret; echo "ended with $?"')
  const [, url = ''] = /Listening on (\S+)/.exec(await listener.until(/Ctrl-C stops it/)) ?? []
  return { listener, sender, url }
}

describe.skipIf(!hasTerminal)('in two terminals', () => {
  test('one sends, the other listens until Ctrl-C; marks in colour, the rest plain', async () => {
    const { listener, sender, url } = await listenAnd()
    sender.type(
      `prompt-webhooks send prompt_template_deleted --to ${url} --secret test-secret; echo "ended with $?"`,
    )
    await sender.until(/ended with 0/)
    sender.type(`clear; prompt-webhooks send prompt_template_deleted --to ${url}; echo "ended with $?"`)
    expect(await sender.until(/ended with 1/)).toMatch(
      /⚠ No secret.*\n[\s\S]*\n401 Unauthorized\n[\s\S]*\n✗ not delivered: answered 401/,
    )
    for (const part of ['\u001b[33m⚠ No secret', '\u001b[1m', '\u001b[31m✗']) {
      expect(sender.screen({ colours: true })).toContain(part)
    }

    expect(await listener.until(/✗ signature/)).toMatch(
      /\n✓ [\d:]{8} prompt_template_deleted {2}204 No Content\n {4}prompt_template_id {4}8\n {4}prompt_template_name {2}2\n[\s\S]*\n {4}✓ valid {2}✓ signature\n\n✗ [\d:]{8} prompt_template_deleted {2}401 Unauthorized\n[\s\S]*\n {4}✗ signature: not of this body under this secret/,
    )
    for (const mark of ['\u001b[32m✓', '\u001b[31m✗', '\u001b[1m', '\u001b[2m']) {
      expect(listener.screen({ colours: true })).toContain(mark)
    }
    listener.press('C-c')
    expect(await listener.until(/ended with \d/)).toMatch(
      /\nStopped after 2 requests: 1 taken, 1 not taken\nended with 0/,
    )
  })

  test('no colour with NO_COLOR', async () => {
    const { listener, sender, url } = await listenAnd({ NO_COLOR: '1' })
    sender.type(`prompt-webhooks send prompt_template_deleted --to ${url}`)
    await sender.until(/✗ not delivered/)
    await listener.until(/✗ signature/)
    for (const each of [listener, sender]) expect(each.screen({ colours: true })).not.toContain('\u001b')
  })

  test('many: a bar shows how far it is, and Ctrl-C ends it with a summary', async () => {
    const { sender, url } = await listenAnd()
    sender.type(
      `prompt-webhooks send prompt_template_deleted --to ${url} --secret test-secret --repeat 1000 --rate 20`,
    )
    expect(await sender.until(/%/)).toMatch(/^█*░+ +\d+ % {2}\d+ events$/m)
    sender.press('C-c')
    expect(await sender.until(/the slowest/)).toMatch(
      /^\d+ of 1,000 events to .*\n✓ \d+ delivered\n50 % within/m,
    )
    expect(sender.screen()).not.toMatch(/[█░]/)
  })
})
