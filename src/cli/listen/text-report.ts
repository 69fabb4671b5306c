import { count, grouped } from '../terminal/count.js'
import { issueMessages } from '../terminal/issue-messages.js'
import { marksFor } from '../terminal/marks.js'
import { printable } from '../terminal/printable.js'
import { statusText } from '../terminal/status-text.js'
import { type Style, styleFor } from '../terminal/style.js'
import { wrapped } from '../terminal/wrapped.js'
import { eventLines } from './event-lines.js'
import type { Forwarded } from './forward.js'
import type { ReceivedRequest } from './received-request.js'
import type { Recorded } from './recording.js'
import type { ListenReport } from './report.js'

/** The report for people. The noun is what it counts. */
export function textReport(noun: 'request' | 'event'): ListenReport {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  const style = styleFor(process.stdout)
  const tally = { accepted: 0, rejected: 0 }
  let isAgain = false
  return {
    listening(address, { hasSecret, forward, record }) {
      write(`Listening on ${style('bold', address)}`)
      if (forward) write(`Forwarding to ${forward.href}`)
      if (record !== undefined) write(`Recording valid events in ${printable(record)}`)
      if (!hasSecret) write(style('yellow', '⚠ Signatures are not checked. Set --secret to check them.'))
      write(style('dim', 'Press Ctrl-C to stop.'))
    },
    connected(hub, { forward, record, secret }) {
      if (isAgain) {
        write(`\nConnected again to ${hub}`)
        return
      }
      isAgain = true
      write(`Listening to ${style('bold', hub)}`)
      if (secret !== undefined) write(`Signing with ${style('bold', secret)}, for this session only`)
      if (forward) write(`Forwarding to ${forward.href}`)
      if (record !== undefined) write(`Recording valid events in ${printable(record)}`)
      write(style('dim', 'Press Ctrl-C to stop.'))
    },
    lost(reason) {
      write(
        style('yellow', `\n⚠ Connection lost (${printable(reason)}). Connecting again; nothing is missed.`),
      )
    },
    received(request) {
      tally[isAccepted(request) ? 'accepted' : 'rejected']++
      write(['', ...linesOf(request, style)].join('\n'))
    },
    stopped() {
      const { accepted, rejected } = tally
      const requests = count(accepted + rejected, noun)
      write(`\nStopped. ${requests}: ${grouped(accepted)} accepted, ${grouped(rejected)} not accepted`)
    },
  }
}

const indent = 4

const isSuccess = (status = 0) => status >= 200 && status < 300
/** If the receiver's answer breaks off, the sender has not been answered, whatever the status says. */
const isAccepted = ({ status, forward, eventId }: ReceivedRequest) =>
  eventId === undefined
    ? isSuccess(status) && forward?.error === undefined
    : !forward || (isSuccess(forward.status) && forward.error === undefined)

function linesOf(request: ReceivedRequest, style: Style): string[] {
  const { time, method, path, status, verdict, event, eventId } = request
  const { success, warning, error } = marksFor(style)
  const mark = !isAccepted(request) ? error : verdict === 'unknown' ? warning : success
  const type = (event as { readonly event_type?: unknown } | null | undefined)?.event_type
  const what = typeof type === 'string' ? printable(type) : printable(`${method} ${path}`)
  const ownAnswer = status === undefined ? 'not answered' : statusText(status)
  const answer = eventId === undefined ? ownAnswer : printable(eventId)
  const clock = new Date(time).toTimeString().slice(0, 8)
  return [
    `${mark} ${style('dim', clock)} ${style('bold', what)}  ${answer}`,
    ...eventLines(event, style),
    ...verdictLines(request, style),
  ].map((line, index) => (index ? `${' '.repeat(indent)}${line}` : line))
}

function verdictLines(request: ReceivedRequest, style: Style): string[] {
  const { reason, signature, cause, verdict, issues = [], column, line, record, forward } = request
  const { success, warning, error } = marksFor(style)
  const passed = [
    ...(verdict === 'valid' ? [`${success} valid`] : []),
    ...(signature === 'valid' ? [`${success} signature`] : []),
  ]
  const place = column === undefined ? '' : style('dim', `line ${line}, column ${column}: `)
  const mark = verdict === 'unknown' ? warning : error
  return [
    ...(passed.length ? [passed.join('  ')] : []),
    ...(signature === 'missing' || signature === 'invalid'
      ? [`${error} signature ${signature}${cause ? ` (${cause.code})` : ''}`]
      : []),
    ...(cause ? wrapped(cause.message, indent + 2).map((text) => `  ${text}`) : []),
    ...issueMessages(issues).map((message) => `${mark} ${place}${message}`),
    ...(reason ? [`${error} ${reason}`] : []),
    ...(record ? [recordLine(record, style)] : []),
    ...(forward ? [forwardLine(forward, style)] : []),
  ]
}

function recordLine(record: Recorded, style: Style): string {
  const { success, error } = marksFor(style)
  return 'file' in record
    ? `${success} recorded as ${printable(record.file)}`
    : `${error} not recorded: ${printable(record.error)}`
}

function forwardLine({ url, status, error, latencyMs }: Forwarded, style: Style): string {
  const { success, error: failure } = marksFor(style)
  const answer = [...(status === undefined ? [] : [statusText(status)]), ...(error ? [error] : [])].join(', ')
  const mark = error === undefined && isSuccess(status) ? success : failure
  return `${mark} forwarded to ${url}: ${answer} ${style('dim', `(${latencyMs} ms)`)}`
}
