import { readFileSync } from 'node:fs'
import { run } from '../command.js'

/** A file with a valid event. */
export const payload = 'examples/payloads/prompt_template_deleted.json'
export const valid = readFileSync(payload, 'utf8')
export const invalid = valid.replace('"prompt_template_id":8', '"prompt_template_id":"8"')
export const unknown = valid.replace('prompt_template_deleted', 'prompt_template_added_later')

interface FileReport {
  readonly file: string
  readonly problems: readonly {
    readonly verdict: 'invalid' | 'unknown'
    readonly line: number
    readonly column?: number
    readonly item?: number
    readonly issues: readonly { readonly path: string[]; readonly message: string; readonly code: string }[]
  }[]
  readonly events: number
  readonly valid: number
  readonly invalid: number
  readonly unknown: number
  readonly error?: string
}

/** Validates standard input, and returns the exit code and what the JSON report says about it. */
export function check(input: string | Buffer, ...args: string[]) {
  const { status, stdout, stderr } = run(['validate', '--json', ...args, '-'], input)
  const [file] = JSON.parse(stdout).files as [FileReport]
  const { problems, events, valid, invalid, unknown } = file
  /** The place and the codes of each problem, in one line. */
  const places = problems.map(({ line, column, item, issues }) => {
    const parts = [item === undefined ? '' : `[${item}] `, line, column === undefined ? '' : `:${column}`]
    return `${parts.join('')} ${issues.map(({ code }) => code).join()}`
  })
  const messages = problems.flatMap(({ issues }) => issues.map(({ message }) => message))
  return { status, stderr, problems, places, messages, tally: { events, valid, invalid, unknown } }
}

/**
 * The parts of a text report: a block for each file with its mark, name, verdict and issue lines, and the
 * summary.
 */
export function parseReport(stdout: string) {
  const lines = stdout.trimEnd().split('\n')
  const summary = lines.pop() ?? ''
  const files: { mark: string; name: string; rest: string; issues: string[] }[] = []
  for (const line of lines) {
    const [, mark = '', name = '', rest = ''] = /^(\S) (.*?)(?: {2}(.*))?$/.exec(line) ?? []
    if (mark) files.push({ mark, name, rest, issues: [] })
    else if (line) files.at(-1)?.issues.push(line.trim())
  }
  return { files, summary }
}

/** The numbers in a line of text, by the word that follows: `2 files: 1 valid` → `{ file: 2, valid: 1 }`. */
export function numbersIn(line: string): Record<string, number> {
  const found = line.matchAll(/(\d[\d,]*) (?:of )?(\w+?)s?\b/g)
  return Object.fromEntries(
    [...found].map(([, number = '', word]) => [word, Number(number.replaceAll(',', ''))]),
  )
}
