import { isUtf8 } from 'node:buffer'
import { newline } from './ascii.js'
import { maxRecordBytes, type RecordSplitter, type SourceRecord } from './source-record.js'

/** Splits NDJSON. Each line is a record, so a broken line does not affect the others. Skips blank lines. */
export class LineSplitter implements RecordSplitter {
  private line = 1
  private held: Buffer[] = []
  private heldLength = 0

  constructor(private readonly take: (record: SourceRecord) => void) {}

  push(chunk: Buffer): void {
    const last = chunk.lastIndexOf(newline)
    if (last === -1) {
      this.hold(chunk)
      return
    }
    const first = this.held.length ? chunk.indexOf(newline) : -1
    if (first !== -1) {
      this.hold(chunk.subarray(0, first))
      this.takeHeld()
    }
    if (last > first) this.takeLines(chunk.subarray(first + 1, last))
    this.hold(chunk.subarray(last + 1))
  }

  end(): void {
    if (this.heldLength) this.takeHeld()
  }

  private hold(part: Buffer): void {
    if (!part.length) return
    this.heldLength += part.length
    if (this.heldLength > maxRecordBytes) this.held = [part.subarray(0, 1)]
    else this.held.push(part)
  }

  private takeHeld(): void {
    if (this.heldLength <= maxRecordBytes) this.takeLines(Buffer.concat(this.held))
    else this.take({ text: '', line: this.line++, column: 1, problem: 'too_long' })
    this.held = []
    this.heldLength = 0
  }

  private takeLines(lines: Buffer): void {
    if (!isUtf8(lines)) {
      this.takeEachLine(lines)
      return
    }
    const text = lines.toString()
    for (let start = 0; start <= text.length; ) {
      const found = text.indexOf('\n', start)
      const end = found === -1 ? text.length : found
      this.takeText(text.slice(start, end))
      start = end + 1
    }
  }

  // The slow path: at least one line is not UTF-8, and the others must still be read.
  private takeEachLine(lines: Buffer): void {
    for (let start = 0; start <= lines.length; ) {
      const found = lines.indexOf(newline, start)
      const end = found === -1 ? lines.length : found
      const line = lines.subarray(start, end)
      if (isUtf8(line)) this.takeText(line.toString())
      else this.take({ text: '', line: this.line++, column: 1, problem: 'not_utf8' })
      start = end + 1
    }
  }

  private takeText(text: string): void {
    const line = this.line++
    // Nearly every line starts with a brace, so most lines need no `trim`.
    if (text[0] === '{' || text.trim() !== '') this.take({ text, line, column: 1 })
  }
}
