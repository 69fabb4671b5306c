import type { WriteStream } from 'node:tty'
import { count } from './count.js'

const appearsAfterMs = 1000
const redrawIntervalMs = 100
const width = 30
const clearToEndOfLine = '\u001b[K'

/**
 * A status line for long tasks. Writes nothing within the first second, or if the stream is not a terminal
 * that can overwrite a line, or in CI, whose logs keep every line.
 */
export class ProgressBar {
  private nextDraw = Date.now() + appearsAfterMs
  private isDrawn = false
  private readonly canRedraw: boolean

  constructor(
    private readonly stream: WriteStream,
    /** The amount of work, in any unit; 0 if it is unknown. */
    private readonly total: number,
  ) {
    const { TERM, CI = '' } = process.env
    this.canRedraw = stream.isTTY && TERM !== 'dumb' && ['', '0', 'false'].includes(CI)
  }

  update(done: number, events: number): void {
    if (!this.canRedraw || Date.now() < this.nextDraw) return
    this.nextDraw = Date.now() + redrawIntervalMs
    const share = this.total && `${bar(Math.min(done / this.total, 1))}  `
    const line = `${share || ''}${count(events, 'event')}`
    // One write that overwrites the old line: clearing it first would flicker.
    this.stream.write(`\r${line.slice(0, this.stream.columns - 1)}${clearToEndOfLine}`)
    this.isDrawn = true
  }

  /** Removes the line. Call it before anything else is written to the terminal. */
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
