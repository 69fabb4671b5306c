import type { WriteStream } from 'node:tty'
import { count } from './count.js'

const appearsAfter = 1000
const redrawnEvery = 100
const width = 30
const clearToEndOfLine = '\u001b[K'

/** A line on a terminal that tells how far a long task is; on anything else, and in a short task, nothing at all. */
export class ProgressBar {
  private nextDraw = Date.now() + appearsAfter
  private isDrawn = false

  constructor(
    private readonly stream: WriteStream,
    /** How much there is to do; 0 if nobody knows. */
    private readonly total: number,
  ) {}

  update(done: number, events: number): void {
    if (!this.stream.isTTY || Date.now() < this.nextDraw) return
    this.nextDraw = Date.now() + redrawnEvery
    const share = this.total && `${bar(Math.min(done / this.total, 1))}  `
    const line = `${share || ''}${count(events, 'event')}`
    // In one write, over the line that is there: an empty line in between would flicker.
    this.stream.write(`\r${line.slice(0, this.stream.columns - 1)}${clearToEndOfLine}`)
    this.isDrawn = true
  }

  /** To be called before anything else is written to the terminal. */
  clear(): void {
    if (!this.isDrawn) return
    this.stream.cursorTo(0)
    this.stream.clearLine(0)
    this.isDrawn = false
  }
}

function bar(share: number): string {
  const full = Math.round(share * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(Math.floor(share * 100)).padStart(3)} %`
}
