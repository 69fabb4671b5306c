import { jsonText } from './json-text.js'
import type { ListenReport } from './report.js'

/** The report for programs: one line per request on standard output, and the address on standard error. */
export function jsonReport(): ListenReport {
  return {
    listening: (address) => process.stderr.write(`Listening on ${address}\n`),
    received({ event, ...request }) {
      const line = jsonText({ ...request, event }) ?? JSON.stringify(request)
      process.stdout.write(`${line}\n`)
    },
    stopped: () => {},
  }
}
