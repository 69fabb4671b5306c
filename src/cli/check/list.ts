import type { Check } from '../../testing/check-receiver/check.js'
import { wrapped } from '../terminal/wrapped.js'

/** Lists checks: a line for each, or JSON. */
export function listChecks(checks: readonly Check[], json = false): void {
  if (json) {
    const about = checks.map(({ id, level, description }) => ({ id, level, description }))
    process.stdout.write(`${JSON.stringify(about, null, 2)}\n`)
    return
  }
  for (const { id, level, description } of checks) {
    // The id of an event type says it all.
    const lines = id.startsWith('event/')
      ? []
      : wrapped(description, indent, process.stdout.columns ?? unlimited)
    const [first = '', ...more] = lines
    const row = `${level.padEnd(levelWidth)}${id.padEnd(idWidth)}${first}`.trimEnd()
    process.stdout.write([row, ...more.map((line) => ' '.repeat(indent) + line), ''].join('\n'))
  }
}

// One line for each check, for programs such as grep.
const unlimited = 1000

const levelWidth = 8
const idWidth = 29
const indent = levelWidth + idWidth
