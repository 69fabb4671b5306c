import type { Report } from './report.js'

const mostHeld = 64 * 1024

/** The report for machines: one JSON document, written as it comes about, so that it may be of any length. */
export function jsonReport(stream: { write(text: string): void }): Report {
  let held = ''
  const write = (text: string) => {
    held += text
    if (held.length > mostHeld) flush()
  }
  const flush = () => {
    stream.write(held)
    held = ''
  }
  let files = 0
  let problems = 0
  const separator = (number: number) => (number ? ',\n' : '\n')
  const inside = (value: object) => JSON.stringify(value).slice(1, -1)
  write('{"files":[')
  return {
    startFile(file) {
      problems = 0
      write(`${separator(files++)}{${inside({ file })},"problems":[`)
    },
    judged(judgement) {
      if (judgement.verdict !== 'valid') write(`${separator(problems++)}${JSON.stringify(judgement)}`)
    },
    endFile(tally, failure) {
      write(`],${inside({ ...tally, error: failure })}}`)
    },
    end(summary) {
      write(`\n],"summary":${JSON.stringify(summary)}}\n`)
      flush()
    },
  }
}
