import { once } from 'node:events'
import type { Command } from 'commander'
import { exitCode, raiseExitCode } from '../exit-code.js'
import { checkRecord } from '../records/check-record.js'
import { explainReadError, readRecords } from '../records/read-records.js'
import type { SourceRecord } from '../records/source-record.js'
import { ProgressBar } from '../terminal/progress-bar.js'
import { findInputFiles, type InputFile } from './input-files.js'
import { jsonReport } from './json-report.js'
import type { Summary, Tally } from './report.js'
import { textReport } from './text-report.js'

export interface ValidateOptions {
  readonly strict?: boolean
  readonly json?: boolean
}

/** Checks the events in the named files and reports what is wrong. Without a name it reads standard input. */
export async function validate(
  names: string[],
  { strict = false, json }: ValidateOptions,
  command: Command,
): Promise<void> {
  if (!names.length && process.stdin.isTTY) {
    command.error('error: expected a file, a folder or a glob, or - for standard input')
  }
  const { stdout, stderr } = process
  const inputs = await findInputFiles(names.length ? names : ['-'])
  const bar = new ProgressBar(stderr, totalSize(inputs))
  const report = json ? jsonReport(stdout) : textReport()
  const summary: Summary = { files: 0, unreadable: 0, events: 0, valid: 0, invalid: 0, unknown: 0 }
  let bytes = 0

  async function validateFile({ file, problem }: InputFile): Promise<void> {
    const tally: Tally = { events: 0, valid: 0, invalid: 0, unknown: 0 }
    const take = (record: SourceRecord) => {
      const result = checkRecord(record, strict)
      tally.events++
      tally[result.verdict]++
      report.record(result)
      if (result.verdict === 'invalid') raiseExitCode(exitCode.invalid)
    }
    report.startFile(file)
    const failure =
      problem ??
      (await readRecords(file, take, async (chunkBytes) => {
        bytes += chunkBytes
        if (!json || !stdout.isTTY) bar.update(bytes, summary.events + tally.events)
        if (stdout.writableNeedDrain) await once(stdout, 'drain')
      }).then(() => undefined, explainReadError))
    // A file without events is invalid, like an empty text.
    if (failure === undefined && !tally.events) take({ text: '', line: 1, column: 1 })
    bar.clear()
    report.endFile(tally, failure)

    for (const key of Object.keys(tally) as (keyof Tally)[]) summary[key] += tally[key]
    summary.files++
    if (failure === undefined) return
    summary.unreadable++
    raiseExitCode(exitCode.failed)
  }

  for (const input of inputs) await validateFile(input)
  report.end(summary)
}

/** In bytes; 0 if the size of a file is unknown. */
function totalSize(inputs: readonly InputFile[]): number {
  const readable = inputs.filter(({ problem }) => problem === undefined)
  return readable.every(({ size }) => size) ? readable.reduce((sum, { size }) => sum + size, 0) : 0
}
