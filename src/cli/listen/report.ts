import { STATUS_CODES } from 'node:http'
import { count } from '../terminal/count.js'
import { printable } from '../terminal/printable.js'
import { type Style, styleFor } from '../terminal/style.js'
import { eventLines } from './event-lines.js'
import type { Forwarded } from './forward.js'
import { jsonText } from './json-text.js'
import type { ReceivedRequest } from './received-request.js'

/** Tells what a listener hears. */
export interface ListenReport {
  listening(address: string, hasSecret: boolean, forward?: URL): void
  received(request: ReceivedRequest): void
  stopped(): void
}

/** For machines: a line for each request on standard output, and the address on standard error. */
export function listenJsonReport(): ListenReport {
  return {
    listening: (address) => process.stderr.write(`Listening on ${address}\n`),
    received({ event, ...request }) {
      const line = jsonText({ ...request, event }) ?? JSON.stringify(request)
      process.stdout.write(`${line}\n`)
    },
    stopped: () => {},
  }
}

/** For people. */
export function listenTextReport(): ListenReport {
  const write = (line: string) => process.stdout.write(`${line}\n`)
  const style = styleFor(process.stdout)
  const tally = { requests: 0, taken: 0, refused: 0 }
  return {
    listening(address, hasSecret, forward) {
      write(`Listening on ${style('bold', address)}`)
      if (!hasSecret) write(style('yellow', '⚠ Signatures are not checked: there is no secret (--secret).'))
      if (forward) write(`Forwarding to ${forward.href}`)
      write(style('dim', 'Ctrl-C stops it.'))
    },
    received(request) {
      tally.requests++
      if (isTaken(request)) tally.taken++
      else tally.refused++
      write(['', ...linesOf(request, style)].join('\n'))
    },
    stopped() {
      const { requests, taken, refused } = tally
      write(`\nStopped after ${count(requests, 'request')}: ${taken} taken, ${refused} not taken`)
    },
  }
}

const mostIssues = 20

const isSuccess = (status = 0) => status >= 200 && status < 300
const isTaken = ({ status, forward }: ReceivedRequest) => isSuccess(status) && forward?.error === undefined
const statusText = (status: number) => `${status} ${STATUS_CODES[status] ?? ''}`.trimEnd()

function linesOf(request: ReceivedRequest, style: Style): string[] {
  const { time, method, path, status, verdict, event } = request
  const mark = !isTaken(request)
    ? style('red', '✗')
    : verdict === 'unknown'
      ? style('yellow', '⚠')
      : style('green', '✓')
  const type = (event as { readonly event_type?: unknown } | null | undefined)?.event_type
  const what = typeof type === 'string' ? printable(type) : printable(`${method} ${path}`)
  const answer = status === undefined ? 'not answered' : statusText(status)
  const clock = new Date(time).toTimeString().slice(0, 8)
  return [
    `${mark} ${style('dim', clock)} ${style('bold', what)}  ${answer}`,
    ...eventLines(event, style),
    ...verdictLines(request, style),
  ].map((line, index) => (index ? `    ${line}` : line))
}

function verdictLines(request: ReceivedRequest, style: Style): string[] {
  const { reason, signature, verdict, issues = [], column, line, forward } = request
  const [good, wrong] = [style('green', '✓'), style('red', '✗')]
  const place = column === undefined ? '' : style('dim', `line ${line}, column ${column}: `)
  const mark = verdict === 'unknown' ? style('yellow', '⚠') : wrong
  const messages = issues.slice(0, mostIssues).map(({ message }) => `${mark} ${place}${message}`)
  if (issues.length > mostIssues) messages.push(`… and ${count(issues.length - mostIssues, 'more issue')}`)
  const held = [verdict === 'valid' && `${good} valid`, signature === 'valid' && `${good} signature`]
  return [
    held.filter(Boolean).join('  '),
    signature === 'missing' && `${wrong} signature: missing, expected the header X-PromptLayer-Signature`,
    signature === 'wrong' && `${wrong} signature: not of this body under this secret`,
    ...messages,
    reason && `${wrong} ${reason}`,
    forward && forwardLine(forward, good, wrong),
  ].filter((each) => typeof each === 'string' && each !== '') as string[]
}

function forwardLine({ url, status, error, latency }: Forwarded, good: string, wrong: string): string {
  const answer = [status && statusText(status), error].filter(Boolean).join(', ')
  return `${error === undefined && isSuccess(status) ? good : wrong} ${url}: ${answer} (${latency} ms)`
}
