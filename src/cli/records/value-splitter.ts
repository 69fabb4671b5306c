import { isUtf8 } from 'node:buffer'
import * as ascii from './ascii.js'
import { maxRecordBytes, type RecordSplitter, type SourceRecord } from './source-record.js'

/**
 * Splits JSON over any number of lines: one value, several in a row, or an array whose items are the records.
 * It only counts brackets. Whether a record is valid JSON is for the parser to decide.
 */
export class ValueSplitter implements RecordSplitter {
  private line = 1
  private column = 0
  /** The index of the next item, while the array that holds the records is open. */
  private item: number | undefined
  /** How many brackets of the record are open. */
  private depth = 0
  private inString = false
  private escaped = false
  private record: { line: number; column: number; parts: Buffer[]; length: number } | undefined
  /** The offset of the record in the chunk. */
  private start = 0

  constructor(private readonly take: (record: SourceRecord) => void) {}

  push(chunk: Buffer): void {
    this.start = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number
      // Bytes that continue a UTF-8 character do not start a new column.
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
    // A JSON string cannot contain a line break. The closing quote is missing, so count brackets again.
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
    // `[]` has no item. Otherwise there must be an item before each comma and before the end.
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
    if (this.record.length > maxRecordBytes) this.record.parts = []
    else this.record.parts.push(part)
  }

  private finish(chunk: Buffer, end: number): void {
    if (!this.record) return
    this.hold(chunk.subarray(this.start, end))
    const { line, column, parts, length } = this.record
    const bytes = Buffer.concat(parts)
    const problem = length > maxRecordBytes ? 'too_long' : isUtf8(bytes) ? undefined : 'not_utf8'
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
