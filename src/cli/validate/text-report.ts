import type { Problem } from '../records/judgement.js'
import { count, grouped } from '../terminal/count.js'
import { printable } from '../terminal/printable.js'
import { styleFor } from '../terminal/style.js'
import type { Report, Tally } from './report.js'

/** So many events are listed for each file, and so many issues for each: a person reads no more, and `--json` has all. */
const mostEvents = { invalid: 100, unknown: 10 }
const mostIssues = 20

/** The report for people: a line for each file, its issues beneath it, a summary. */
export function textReport(): Report {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  const style = styleFor(process.stdout)
  const marks = {
    valid: style('green', '✓'),
    invalid: style('red', '✗'),
    unknown: style('yellow', '⚠'),
  }
  let file = ''
  let eventType = ''
  let listed: Problem[] = []
  let left = mostEvents

  function line(problem: Problem, { events }: Tally): void {
    const place = events > 1 || problem.column !== undefined ? `${style('dim', placeOf(problem))} ` : ''
    const mark = problem.verdict === 'unknown' ? `${marks.unknown} ` : ''
    const lines = problem.issues.slice(0, mostIssues).map(({ message }) => message)
    const more = problem.issues.length - lines.length
    if (more) lines.push(`… and ${count(more, 'more issue')}`)
    for (const text of lines) write(`    ${mark}${place}${text}`)
  }

  return {
    startFile(name) {
      file = name
      listed = []
      left = { ...mostEvents }
    },
    judged(judgement) {
      if (judgement.verdict === 'valid') eventType = judgement.eventType
      else if (left[judgement.verdict]-- > 0) listed.push(judgement)
    },
    endFile(tally, failure) {
      const verdict = tally.invalid ? 'invalid' : tally.unknown ? 'unknown' : 'valid'
      const one = verdict === 'valid' ? eventType : ''
      if (failure !== undefined)
        process.stderr.write(`${styleFor(process.stderr)('red', '✗')} ${printable(file)}  ${failure}\n`)
      else
        write(`${marks[verdict]} ${printable(file)}  ${tally.events === 1 ? one : outcome(tally)}`.trimEnd())
      for (const problem of listed) line(problem, tally)
      const more = tally.invalid + tally.unknown - listed.length
      if (more) write(`    … and ${count(more, 'more event')} with issues: --json lists them all`)
    },
    end({ files, unreadable, ...tally }) {
      const failures = unreadable ? [`${count(unreadable, 'file')} not read`] : []
      const parts = [`${count(files, 'file')}`, outcome(tally), ...failures]
      write(`\n${parts.join(', ')}`)
    },
  }
}

function outcome({ events, valid, invalid, unknown }: Tally): string {
  const parts = { valid, invalid, 'of an unknown type': unknown }
  const some = Object.entries(parts).filter(([, number]) => number)
  const told = some.map(([what, number]) => `${grouped(number)} ${what}`)
  return told.length ? `${count(events, 'event')}: ${told.join(', ')}` : count(events, 'event')
}

function placeOf({ line, column, item }: Problem): string {
  const parts = [`line ${line}`]
  if (column !== undefined) parts.push(`column ${column}`)
  if (item !== undefined) parts.unshift(`[${item}]`)
  return `${parts.join(', ')}:`
}
