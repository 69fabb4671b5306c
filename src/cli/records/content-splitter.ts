import { newline } from './ascii.js'
import { layoutOf } from './layout.js'
import { LineSplitter } from './line-splitter.js'
import { maxRecordBytes, type RecordSplitter, type SourceRecord } from './source-record.js'
import { ValueSplitter } from './value-splitter.js'

const maxHeadBytes = 2 * maxRecordBytes

/** Splits JSON, a JSON array or NDJSON into records. The first lines decide which of them the content is. */
export class ContentSplitter implements RecordSplitter {
  private splitter: RecordSplitter | undefined
  private head: Buffer[] = []
  private headLength = 0

  constructor(private readonly take: (record: SourceRecord) => void) {}

  push(chunk: Buffer): void {
    if (this.splitter) {
      this.splitter.push(chunk)
      return
    }
    this.head.push(chunk)
    this.headLength += chunk.length
    const isLong = this.headLength > maxHeadBytes
    // After the first chunk, only the end of a line can change the decision.
    if (this.head.length === 1 || chunk.includes(newline) || isLong) this.decide(isLong)
  }

  end(): void {
    if (!this.splitter) this.decide(true)
    this.splitter?.end()
  }

  private decide(isEnough: boolean): void {
    const layout = layoutOf(Buffer.concat(this.head), isEnough)
    if (!layout) return
    this.splitter = new (layout === 'lines' ? LineSplitter : ValueSplitter)(this.take)
    for (const chunk of this.head) this.splitter.push(chunk)
    this.head = []
  }
}
