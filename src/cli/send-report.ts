import { STATUS_CODES } from 'node:http'
import type { DeliveryResult } from '../emitter/index.js'
import { grouped } from './count.js'
import { printable } from './printable.js'
import type { Series } from './send-many.js'
import { styleFor } from './terminal-style.js'

const write = (line: string) => process.stdout.write(`${line}\n`)

/** Tells, aside, that there is no secret. */
export function warnOfSecret(): void {
  const text = '⚠ No secret (--secret): signed with a random one, which a receiver that checks will refuse.'
  process.stderr.write(`${styleFor(process.stderr)('yellow', text)}\n`)
}

/** The request, the answer, and what they come to. */
export function reportDelivery({ outcome, reason, latencyMs, request, ...result }: DeliveryResult): void {
  const style = styleFor(process.stdout)
  const { response } = 'response' in result ? result : {}
  const writeMessage = (start: string, headers: Readonly<Record<string, string>>, body = '') => {
    write(style('bold', start))
    for (const [name, value] of Object.entries(headers)) {
      write(`    ${style('dim', `${printable(name)}:`)} ${printable(value)}`)
    }
    if (body !== '') write(`\n${printableLines(body)}`)
    write('')
  }
  writeMessage(`POST ${request.url}`, request.headers, request.body)
  if (response) {
    const { status, headers, body } = response
    writeMessage(`${status} ${STATUS_CODES[status] ?? ''}`.trimEnd(), headers, body)
  }
  const verdict = `${verdicts[outcome]}${outcome === 'delivered' ? '' : `: ${reason}`}`
  const mark = outcome === 'delivered' ? style('green', '✓') : style('red', '✗')
  write(`${mark} ${verdict} ${style('dim', `(${milliseconds(latencyMs)})`)}`)
}

const verdicts: Readonly<Record<DeliveryResult['outcome'], string>> = {
  delivered: 'delivered',
  retry: 'not delivered',
  gone: 'not delivered, and not to be tried again',
  refused: 'not sent',
}

/** How many were delivered, why the others were not, and how long it took. */
export function reportSeries({ asked, delivered, failures, latencies, duration }: Series, to: URL): void {
  const style = styleFor(process.stdout)
  const sent = latencies.length
  const seconds = duration / 1000
  const perSecond = grouped(Math.round(sent / seconds))
  const all = sent < asked ? `${grouped(sent)} of ${grouped(asked)}` : grouped(sent)
  write(`${style('bold', `${all} events`)} to ${to.href} in ${seconds.toFixed(1)} s, ${perSecond} a second`)
  if (delivered) write(`${style('green', '✓')} ${grouped(delivered)} delivered`)
  if (sent > delivered) write(`${style('red', '✗')} ${grouped(sent - delivered)} not delivered`)
  for (const [reason, number] of failures) write(`    ${grouped(number)}: ${reason}`)
  if (sent) write(style('dim', latencyLine([...latencies].sort((a, b) => a - b))))
}

function latencyLine(sorted: readonly number[]): string {
  const percentile = (percent: number) =>
    milliseconds(sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN)
  const some = [50, 95, 99].map((percent) => `${percent} % within ${percentile(percent)}`)
  return `${some.join(', ')}, the slowest ${percentile(100)}`
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}

/** Text from outside, on as many lines as it has. */
function printableLines(text: string): string {
  return text.split(/\r?\n/).map(printable).join('\n')
}
