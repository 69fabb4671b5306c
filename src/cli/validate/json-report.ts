import type { Report } from './report.js'

const maxBufferedChars = 64 * 1024

/** The report for programs: one JSON document of any length, written as the results arrive. */
export function jsonReport(stream: { write(text: string): void }): Report {
  let buffered = ''
  const write = (text: string) => {
    buffered += text
    if (buffered.length > maxBufferedChars) flush()
  }
  const flush = () => {
    stream.write(buffered)
    buffered = ''
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
    record(result) {
      if (result.verdict !== 'valid') write(`${separator(problems++)}${JSON.stringify(result)}`)
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
