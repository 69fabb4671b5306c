import type { DeliveryResult } from '../../emitter/index.js'
import { count, grouped } from '../terminal/count.js'
import { marksFor } from '../terminal/marks.js'
import { printable, printableLines } from '../terminal/printable.js'
import { statusText } from '../terminal/status-text.js'
import { styleFor } from '../terminal/style.js'
import type { Series } from './series.js'

const write = (line: string) => process.stdout.write(`${line}\n`)

/** Warns on standard error that no secret was given. */
export function warnOfRandomSecret(): void {
  const text = '⚠ Signed with a random secret, so a receiver that checks signatures rejects it. Set --secret.'
  process.stderr.write(`${styleFor(process.stderr)('yellow', text)}\n`)
}

/** Writes the request, the response and the outcome. */
export function reportDelivery(result: DeliveryResult): void {
  const { outcome, reason } = result
  reportExchange(result)
  const verdict = outcome === 'delivered' ? 'delivered' : `${verdicts[outcome]}: ${reason}`
  reportVerdict(outcome === 'delivered', verdict, result)
}

/** Does the same for an event that is wrong on purpose. Returns whether the receiver refused it. */
export function reportInvalidDelivery(result: DeliveryResult): boolean {
  const { outcome, reason } = result
  const { status = 0 } = responseOf(result) ?? {}
  const isRefused = status >= 400 && status < 500 && status !== 401
  reportExchange(result)
  const accepted = 'accepted, although the event is invalid; expected a status such as 422'
  const unsigned = 'the signature was refused, so this says nothing about the event; set --secret'
  const failed =
    outcome === 'delivered' ? accepted : status === 401 ? unsigned : `not refused as expected: ${reason}`
  reportVerdict(isRefused, isRefused ? 'refused, as it should be' : failed, result)
  return isRefused
}

function reportVerdict(isGood: boolean, verdict: string, { latencyMs }: DeliveryResult): void {
  const style = styleFor(process.stdout)
  const { success, error } = marksFor(style)
  write(`${isGood ? success : error} ${verdict} ${style('dim', `(${milliseconds(latencyMs)})`)}`)
}

const responseOf = (result: DeliveryResult) => ('response' in result ? result.response : undefined)

function reportExchange(result: DeliveryResult): void {
  const style = styleFor(process.stdout)
  const { request } = result
  const response = responseOf(result)
  const writeMessage = (start: string, headers: Readonly<Record<string, string>>, body = '') => {
    write(style('bold', start))
    for (const [name, value] of Object.entries(headers)) {
      write(`    ${style('dim', `${printable(name)}:`)} ${printable(value)}`)
    }
    if (body !== '') write(`\n${printableLines(body)}`)
    write('')
  }
  writeMessage(`POST ${request.url}`, request.headers, request.body)
  if (response) writeMessage(statusText(response.status), response.headers, response.body)
}

const verdicts: Readonly<Record<Exclude<DeliveryResult['outcome'], 'delivered'>, string>> = {
  retry: 'not delivered',
  gone: 'not delivered, and the receiver wants no more events',
  refused: 'not sent',
}

/** Writes how many events were delivered, why the others were not, and the latencies. */
export function reportSeries({ asked, delivered, failures, latencies, durationMs }: Series, to: URL): void {
  const style = styleFor(process.stdout)
  const { success, error } = marksFor(style)
  const sent = latencies.length
  const seconds = durationMs / 1000
  const events = sent < asked ? `${grouped(sent)} of ${count(asked, 'event')}` : count(sent, 'event')
  const perSecond = grouped(Math.round(sent / seconds))
  write(`Sent ${style('bold', events)} to ${to.href} in ${seconds.toFixed(1)} s (${perSecond} per second)`)
  if (delivered) write(`${success} ${grouped(delivered)} delivered`)
  if (sent > delivered) write(`${error} ${grouped(sent - delivered)} not delivered`)
  for (const [reason, number] of failures) write(`    ${grouped(number)} × ${reason}`)
  if (sent) write(style('dim', latencyLine([...latencies].sort((a, b) => a - b))))
}

function latencyLine(sorted: readonly number[]): string {
  // The nearest rank: the smallest latency that at least so many percent do not exceed.
  const percentile = (percent: number) =>
    milliseconds(sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN)
  const some = [50, 95, 99].map((percent) => `p${percent} ${percentile(percent)}`)
  return `Latency: ${some.join(', ')}, max ${percentile(100)}`
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}
