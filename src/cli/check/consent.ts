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
    refuse(', and the handlers of the receiver would run; add --yes if you mean it')
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question(
      `${url.host} is not this machine. Send it about a hundred events, whose handlers run? (y/N) `,
    )
    if (!/^\s*y(?:es)?\s*$/i.test(answer)) refuse('; nothing was sent')
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
