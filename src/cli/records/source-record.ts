/** The text of one event in a file, and where it starts. */
export interface SourceRecord {
  /** Empty if there is a `problem`. */
  readonly text: string
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** The index in the JSON array that holds the record, from 0. Absent outside arrays. */
  readonly item?: number
  /** Why the text could not be read. */
  readonly problem?: 'too_long' | 'not_utf8' | 'unclosed_array'
}

/** Takes the bytes of a file in chunks and passes on its records. */
export interface RecordSplitter {
  push(chunk: Buffer): void
  end(): void
}

/** The most bytes that one record may have. Files have no limit, but each record is held in memory. */
export const maxRecordBytes = 10 * 1024 * 1024
