import { parseArgs } from 'node:util'
import type { Step } from './step.js'

/**
 * Returns the steps that arguments select: those that they name, or all, without those after `--skip`.
 *
 * @throws {Error} if an argument is unknown.
 */
export function selectSteps(all: readonly Step[], args: readonly string[]): readonly Step[] {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { skip: { type: 'string', multiple: true, default: [] } },
  })
  const names = all.map(({ name }) => name)
  const unknown = [...positionals, ...values.skip].find((name) => !names.includes(name))
  if (unknown !== undefined) throw new Error(`No step is called ${unknown}. Steps: ${names.join(', ')}.`)
  return all.filter(
    ({ name }) => (positionals.length === 0 || positionals.includes(name)) && !values.skip.includes(name),
  )
}
