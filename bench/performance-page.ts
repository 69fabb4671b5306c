import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import packageJson from '../package.json' with { type: 'json' }

const page = 'docs/performance.md'

/**
 * Prints a section of the performance page. With `--write` it also replaces what the page has between
 * `<!-- name -->` and `<!-- /name -->`, so that no figure of the page is copied by hand.
 */
export function report(name: string, lines: readonly string[]): void {
  console.log([`## ${name}`, '', ...lines, ''].join('\n'))
  if (!process.argv.includes('--write')) return
  const text = readFileSync(page, 'utf8')
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${page} has no section between ${start} and ${end}`)
  const content = [start, '', ...lines, '', measuredOn(), ''].join('\n')
  writeFileSync(page, text.slice(0, from) + content + text.slice(to))
}

/** Returns the median of ratios and, in brackets, the lowest and highest. */
export function spread(ratios: readonly number[]): string {
  const sorted = [...ratios].sort((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
  return `**${digits(middle)}** (${digits(sorted[0] ?? middle)}–${digits(sorted.at(-1) ?? middle)})`
}

/** Returns the lines of a Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)]
}

function digits(value: number): string {
  return value < 0.1 ? value.toFixed(3) : value.toFixed(2)
}

function measuredOn(): string {
  const gib = Math.round(totalmem() / 2 ** 30)
  const machine = `${availableParallelism()} cores, ${gib} GiB, ${process.platform} ${process.arch}`
  const date = new Date().toISOString().slice(0, 10)
  return `_${date}, Node ${process.versions.node}, prompt-webhooks ${packageJson.version}, ${machine}._`
}
