import { once } from 'node:events'
import type { Command } from 'commander'
import { exitCode, raiseExitCode } from './exit-code.js'
import { findInputFiles, type InputFile } from './input-files.js'
import { jsonReport } from './json-report.js'
import { judge } from './judgement.js'
import { ProgressBar } from './progress-bar.js'
import { explainReadError, readRecords } from './read-records.js'
import type { Summary, Tally } from './report.js'
import type { SourceRecord } from './source-record.js'
import { textReport } from './text-report.js'

interface Options {
  readonly strict?: boolean
  readonly json?: boolean
}

/** `prompt-webhooks validate`: judges files of events, of any size. */
export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('Validate events: JSON, JSON arrays and NDJSON, told apart by their content.')
    .argument('[files...]', 'files, folders, globs, or - for standard input')
    .option(
      '--strict',
      'judge by the contract of emitters: refuse unknown keys and types, empty names, ids below 1',
    )
    .option('--json', 'report as one JSON document')
    .addHelpText(
      'after',
      `
Of a folder it reads the .json, .ndjson and .jsonl files, at any depth.
An event of an unknown type is a warning: receivers acknowledge it. With --strict it is an error.

Exit code: 0 all valid, 1 some invalid, 2 some could not be read.

Examples:
  $ prompt-webhooks validate payload.json
  $ prompt-webhooks validate --strict fixtures 'recorded/**/*.ndjson'
  $ prompt-webhooks validate --json events.ndjson | jq '.files[].problems[]'
  $ curl -s https://example.com/events | prompt-webhooks validate -`,
    )
    .action(validate)
}

async function validate(names: string[], { strict = false, json }: Options, command: Command): Promise<void> {
  if (!names.length && process.stdin.isTTY) {
    command.error('error: name a file, a folder or a glob, or - for standard input')
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
      const judgement = judge(record, strict)
      tally.events++
      tally[judgement.verdict]++
      report.judged(judgement)
      if (judgement.verdict === 'invalid') raiseExitCode(exitCode.invalid)
    }
    report.startFile(file)
    const failure =
      problem ??
      (await readRecords(file, take, async (chunkBytes) => {
        bytes += chunkBytes
        if (!json || !stdout.isTTY) bar.update(bytes, summary.events + tally.events)
        if (stdout.writableNeedDrain) await once(stdout, 'drain')
      }).then(() => undefined, explainReadError))
    // A file without an event is as wrong as an empty text.
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

/** In bytes; 0 if nobody knows. */
function totalSize(inputs: readonly InputFile[]): number {
  const readable = inputs.filter(({ problem }) => problem === undefined)
  return readable.every(({ size }) => size) ? readable.reduce((sum, { size }) => sum + size, 0) : 0
}
