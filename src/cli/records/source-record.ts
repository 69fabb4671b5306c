/** One event of a file, as text, with the place where it starts. */
export interface SourceRecord {
  readonly text: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** From 0: which item of a JSON array it is. */
  readonly item?: number
  /** Why there is no text. */
  readonly problem?: 'too_long' | 'not_utf8' | 'unclosed_array'
}

/** Takes the bytes of a file as they come, and gives its records. */
export interface RecordSplitter {
  push(chunk: Buffer): void
  end(): void
}

/** The longest record, in bytes: a file may be of any size, but a record is held in memory. */
export const longestRecord = 10 * 1024 * 1024
