import type { Judgement } from '../records/judgement.js'

/** How many events there were, and what became of them. */
export interface Tally {
  events: number
  valid: number
  invalid: number
  unknown: number
}

/** Tells of a run, file by file. */
export interface Report {
  startFile(file: string): void
  /** Told of each record. */
  judged(judgement: Judgement): void
  /** @param failure Why the file could not be read, or not to its end. */
  endFile(tally: Tally, failure?: string): void
  end(summary: Summary): void
}

export interface Summary extends Tally {
  files: number
  unreadable: number
}
