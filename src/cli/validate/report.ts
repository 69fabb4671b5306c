import type { RecordResult } from '../records/check-record.js'

/** How many events there are, in all and by verdict. */
export interface Tally {
  events: number
  valid: number
  invalid: number
  unknown: number
}

export interface Summary extends Tally {
  files: number
  /** Files that could not be read to their end. */
  unreadable: number
}

/** Writes the results of a run, file by file. */
export interface Report {
  startFile(file: string): void
  /** Called with the result of each record of the file. */
  record(result: RecordResult): void
  /** @param failure Why the file could not be read to its end. */
  endFile(tally: Tally, failure?: string): void
  end(summary: Summary): void
}
