import { printable } from '../terminal/printable.js'
import { jsonText } from './json-text.js'
import type { ListenReport } from './report.js'

/** The report for programs: one line per request on standard output, and the rest on standard error. */
export function jsonReport(): ListenReport {
  let isAgain = false
  return {
    listening: (address) => process.stderr.write(`Listening on ${address}\n`),
    connected(hub, { secret }) {
      process.stderr.write(`${isAgain ? 'Connected again' : 'Listening'} to ${hub}\n`)
      if (secret !== undefined && !isAgain) process.stderr.write(`Signing with ${secret}\n`)
      isAgain = true
    },
    lost: (reason) => process.stderr.write(`Connection lost (${printable(reason)}); connecting again\n`),
    received({ event, ...request }) {
      const line = jsonText({ ...request, event }) ?? JSON.stringify(request)
      process.stdout.write(`${line}\n`)
    },
    stopped: () => {},
  }
}
