import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import type { Command } from 'commander'
import { parseAddress, specialRange } from '../../emitter/address-range.js'

/**
 * Asks before the receiver of another machine gets events. Where nobody can be asked, or the answer is not
 * yes, ends the command with an error.
 */
export async function requireConsent(command: Command, url: URL, yes = false): Promise<void> {
  if (yes || isThisMachine(url)) return
  const refuse = (why: string) => command.error(`error: ${url.host} is not this machine${why}`)
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    refuse(', and the handlers of the receiver would run; add --yes to continue')
  }
  const answer = await ask(`${url.host} is not this machine. Its handlers will run. Go on? (y/N) `)
  if (!/^\s*y(?:es)?\s*$/i.test(answer)) refuse('; nothing was sent')
}

/** Asks on the terminal. Ctrl-C and Ctrl-D are an answer, too: an empty one. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    // Some versions of Node reject, others only close.
    const aborted = once(terminal, 'close').then(() => undefined)
    const answer = await Promise.race([terminal.question(question).catch(() => undefined), aborted])
    if (answer === undefined) process.stderr.write('\n')
    return answer ?? ''
  } finally {
    terminal.close()
  }
}

/** Whether a URL leads to this machine, whatever the DNS says. */
export function isThisMachine({ hostname }: URL): boolean {
  if (/^(?:.+[.])?localhost[.]?$/.test(hostname)) return true
  const address = parseAddress(hostname.replace(/^\[|\]$/g, ''))
  return address !== undefined && specialRange(address) === 'loopback'
}
