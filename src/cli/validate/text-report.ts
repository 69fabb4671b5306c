import type { Problem } from '../records/check-record.js'
import { count, grouped } from '../terminal/count.js'
import { issueMessages } from '../terminal/issue-messages.js'
import { marksFor } from '../terminal/marks.js'
import { printable } from '../terminal/printable.js'
import { styleFor } from '../terminal/style.js'
import type { Report, Tally } from './report.js'

/** The most events listed per file. Nobody reads more, and `--json` has all of them. */
const maxListed = { invalid: 100, unknown: 10 }

/** The report for people: a line for each file, followed by its issues, and a summary. */
export function textReport(): Report {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  const style = styleFor(process.stdout)
  const { success: valid, warning: unknown, error: invalid } = marksFor(style)
  const marks = { valid, unknown, invalid }
  let file = ''
  let eventType = ''
  let listed: Problem[] = []
  let left = { ...maxListed }

  function writeProblem(problem: Problem, { events }: Tally): void {
    const place = events > 1 || problem.column !== undefined ? `${style('dim', placeOf(problem))} ` : ''
    for (const message of issueMessages(problem.issues)) {
      write(`    ${marks[problem.verdict]} ${place}${message}`)
    }
  }

  return {
    startFile(name) {
      file = name
      listed = []
      left = { ...maxListed }
    },
    record(result) {
      if (result.verdict === 'valid') eventType = result.eventType
      else if (left[result.verdict]-- > 0) listed.push(result)
    },
    endFile(tally, failure) {
      const verdict = tally.invalid ? 'invalid' : tally.unknown ? 'unknown' : 'valid'
      if (failure !== undefined) {
        process.stderr.write(`${marksFor(styleFor(process.stderr)).error} ${printable(file)}  ${failure}\n`)
      } else {
        const single = verdict === 'valid' ? eventType : ''
        const what = tally.events === 1 ? single : style('dim', outcome(tally))
        write(`${marks[verdict]} ${printable(file)}  ${what}`.trimEnd())
      }
      for (const problem of listed) writeProblem(problem, tally)
      const more = tally.invalid + tally.unknown - listed.length
      if (more) write(`    … and ${count(more, 'more event')} with issues (list them all with --json)`)
    },
    end({ files, unreadable, ...tally }) {
      const failures = unreadable ? ` (${grouped(unreadable)} unreadable)` : ''
      write(`\n${count(files, 'file')}${failures}, ${outcome(tally)}`)
    },
  }
}

/** `3 events: 2 valid, 1 invalid` */
function outcome({ events, valid, invalid, unknown }: Tally): string {
  const parts = Object.entries({ valid, invalid, 'of unknown type': unknown }).flatMap(([what, number]) =>
    number ? [`${grouped(number)} ${what}`] : [],
  )
  return [count(events, 'event'), parts.join(', ')].filter(Boolean).join(': ')
}

function placeOf({ line, column, item }: Problem): string {
  const parts = [`line ${line}`]
  if (column !== undefined) parts.push(`column ${column}`)
  if (item !== undefined) parts.unshift(`[${item}]`)
  return `${parts.join(', ')}:`
}
