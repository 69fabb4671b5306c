import { isUtf8 } from 'node:buffer'
import * as ascii from './ascii.js'
import { longestRecord, type RecordSplitter, type SourceRecord } from './source-record.js'

/**
 * Splits JSON that stands on as many lines as it likes: one value, several in a row, or an array, whose items are the
 * records. It counts brackets; whether what is between them is JSON, the parser judges.
 */
export class ValueSplitter implements RecordSplitter {
  private line = 1
  private column = 0
  /** The next item of the array that holds the records, while it is open. */
  private item: number | undefined
  /** Brackets that are open within the record. */
  private depth = 0
  private inString = false
  private escaped = false
  private record: { line: number; column: number; parts: Buffer[]; length: number } | undefined
  /** Where the record starts within the chunk. */
  private start = 0

  constructor(private readonly take: (record: SourceRecord) => void) {}

  push(chunk: Buffer): void {
    this.start = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number
      // A byte that continues a character is no column of its own.
      if ((byte & 0xc0) !== 0x80) this.column++
      if (this.inString) this.stepInString(byte)
      else this.step(byte, chunk, at)
      if (byte === ascii.newline) {
        this.line++
        this.column = 0
      }
    }
    this.hold(chunk.subarray(this.start))
  }

  end(): void {
    if (this.record) this.finish(Buffer.alloc(0), 0)
    if (this.item !== undefined) {
      const { line, column } = this
      this.take({ text: '', line, column: column + 1, problem: 'unclosed_array' })
    }
  }

  private stepInString(byte: number): void {
    if (this.escaped) this.escaped = false
    else if (byte === ascii.backslash) this.escaped = true
    // No string goes on over the end of a line. Its quote was forgotten, and from here brackets count again.
    else if (byte === ascii.quote || byte === ascii.newline) this.inString = false
  }

  private step(byte: number, chunk: Buffer, at: number): void {
    switch (byte) {
      case ascii.quote:
        this.begin(at)
        this.inString = true
        return
      case ascii.openBracket:
      case ascii.openBrace:
        if (byte === ascii.openBracket && !this.record && this.item === undefined) {
          this.item = 0
          return
        }
        this.begin(at)
        this.depth++
        return
      case ascii.closeBracket:
      case ascii.closeBrace:
        if (this.depth === 0) break
        this.depth--
        if (this.depth === 0 && this.item === undefined) this.finish(chunk, at + 1)
        return
      case ascii.newline:
        if (this.depth === 0 && this.item === undefined) this.finish(chunk, at)
        return
    }
    if (ascii.isWhiteSpace(byte)) return
    const endsItem = this.depth === 0 && this.item !== undefined
    if (endsItem && (byte === ascii.comma || byte === ascii.closeBracket)) this.endItem(byte, chunk, at)
    else this.begin(at)
  }

  private endItem(byte: number, chunk: Buffer, at: number): void {
    // `[]` holds no item. Everywhere else one is due before a comma and before the end.
    if (byte === ascii.comma || this.record || this.item) {
      this.begin(at)
      this.finish(chunk, at)
    }
    if (byte === ascii.closeBracket) this.item = undefined
  }

  private begin(at: number): void {
    if (this.record) return
    this.record = { line: this.line, column: this.column, parts: [], length: 0 }
    this.start = at
  }

  private hold(part: Buffer): void {
    if (!this.record) return
    this.record.length += part.length
    if (this.record.length > longestRecord) this.record.parts = []
    else this.record.parts.push(part)
  }

  private finish(chunk: Buffer, end: number): void {
    if (!this.record) return
    this.hold(chunk.subarray(this.start, end))
    const { line, column, parts, length } = this.record
    const bytes = Buffer.concat(parts)
    const problem = length > longestRecord ? 'too_long' : isUtf8(bytes) ? undefined : 'not_utf8'
    this.take({
      text: problem ? '' : bytes.toString(),
      line,
      column,
      ...(this.item !== undefined && { item: this.item++ }),
      ...(problem && { problem }),
    })
    this.record = undefined
    this.depth = 0
  }
}
