import type { ReceiverCheck, ReceiverReport } from '../../testing/check-receiver/run-checks.js'
import type { CheckedScheme } from '../../testing/check-receiver/signer.js'
import { count } from '../terminal/count.js'
import { marksFor } from '../terminal/marks.js'
import { styleFor } from '../terminal/style.js'
import { wrapped } from '../terminal/wrapped.js'

const idWidth = 29
const labelWidth = 10

/**
 * The report for people: a row for each check as soon as it is made. The event types that are accepted share
 * one.
 */
export class TextReport {
  private readonly style = styleFor(process.stdout)
  private readonly marks = { ...marksFor(this.style), skipped: this.style('dim', '–') }
  private level = ''
  private acceptedTypes: string[] = []

  constructor(url: URL, scheme: CheckedScheme) {
    write(`Checking ${this.style('bold', url.href)} (${scheme})`)
  }

  add(result: ReceiverCheck): void {
    if (result.level !== this.level) {
      this.writeAcceptedTypes()
      this.level = result.level
      write(`\n${this.style('bold', titles[result.level])}`)
    }
    const isEvent = result.id.startsWith('event/')
    if (isEvent && result.outcome === 'passed') {
      this.acceptedTypes.push(result.id)
      return
    }
    if (!isEvent) this.writeAcceptedTypes()
    this.row(this.markOf(result), result.id, isEvent ? '' : result.description)
    const { problem, note } = result
    if (problem) {
      this.detail('sent', problem.sent)
      this.detail('got', problem.received)
      this.detail('expected', problem.expected)
      this.detail('next', problem.advice)
    }
    if (note) this.detail('note', note)
  }

  end({ verdict, checks, requests }: ReceiverReport): void {
    this.writeAcceptedTypes()
    if (verdict) {
      write(`\n${this.marks.error} ${this.style('bold', verdict.code)}`)
      for (const line of wrapped(`${verdict.message} ${verdict.advice}`, 2)) write(`  ${line}`)
    }
    const tallies = (['must', 'should'] as const).flatMap((level) => {
      const ofLevel = checks.filter((check) => check.level === level)
      const passed = ofLevel.filter(({ outcome }) => outcome === 'passed').length
      return ofLevel.length ? [`${level}: ${passed} of ${ofLevel.length}`] : []
    })
    write(`\n${[...tallies, count(requests, 'request')].join(', ')}`)
  }

  private markOf({ outcome, level }: ReceiverCheck): string {
    if (outcome === 'passed') return this.marks.success
    if (outcome === 'skipped') return this.marks.skipped
    return level === 'must' ? this.marks.error : this.marks.warning
  }

  private writeAcceptedTypes(): void {
    const { length } = this.acceptedTypes
    const [id = ''] = this.acceptedTypes
    if (length === 1) this.row(this.marks.success, id, '')
    else if (length) this.row(this.marks.success, 'event/…', `accepts ${count(length, 'event type')}`)
    this.acceptedTypes = []
  }

  private row(mark: string, id: string, description: string): void {
    const indent = idWidth + 2
    const [first = '', ...more] = description ? wrapped(description, indent) : []
    write(`${mark} ${id.padEnd(idWidth)}${first}`.trimEnd())
    for (const line of more) write(' '.repeat(indent) + line)
  }

  private detail(label: string, text: string): void {
    const indent = 4 + labelWidth
    const [first = '', ...more] = wrapped(text, indent)
    write(`    ${this.style('dim', label.padEnd(labelWidth))}${first}`)
    for (const line of more) write(' '.repeat(indent) + line)
  }
}

const titles = { must: 'A receiver must', should: 'A receiver should' } as const

const write = (line: string) => process.stdout.write(`${line}\n`)
