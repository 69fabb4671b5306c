import { layoutOf } from './layout.js'
import { LineSplitter } from './line-splitter.js'
import type { RecordSplitter, SourceRecord } from './source-record.js'
import { ValueSplitter } from './value-splitter.js'

const pieceSize = 64 * 1024

/** Splits JSON, a JSON array or NDJSON into records; which of them it is, the content tells. */
export class ContentSplitter implements RecordSplitter {
  private splitter: RecordSplitter | undefined
  private head = Buffer.alloc(0)

  constructor(private readonly take: (record: SourceRecord) => void) {}

  push(chunk: Buffer): void {
    if (this.splitter) this.splitter.push(chunk)
    else {
      this.head = Buffer.concat([this.head, chunk])
      this.decide(false)
    }
  }

  end(): void {
    if (!this.splitter) this.decide(true)
    this.splitter?.end()
  }

  private decide(isWhole: boolean): void {
    const layout = layoutOf(this.head, isWhole)
    if (!layout) return
    this.splitter = new (layout === 'lines' ? LineSplitter : ValueSplitter)(this.take)
    // In pieces, as it came: a splitter holds what goes over more than one, and refuses what is too long to hold.
    for (let start = 0; start < this.head.length; start += pieceSize) {
      this.splitter.push(this.head.subarray(start, start + pieceSize))
    }
    this.head = Buffer.alloc(0)
  }
}
