import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import { deliver } from '../emitter/index.js'
import { signatureHeaders } from '../signature/signature-headers.js'
import { type EventOptions, eventToSend } from './event-to-send.js'
import { exitCode, raiseExitCode } from './exit-code.js'
import { sendMany } from './send-many.js'
import { reportDelivery, reportSeries, warnOfSecret } from './send-report.js'

interface SendOptions extends EventOptions {
  readonly to: URL
  readonly secret?: string
  readonly repeat: number
  readonly rate?: number
}

const mostShown = 64 * 1024

/** Sends an event, once or often, and tells what became of it. */
export async function send(type: string | undefined, options: SendOptions, command: Command): Promise<void> {
  const { to, secret = randomBytes(16).toString('hex'), repeat, rate } = options
  requireSecret(secret, command)
  const next = await eventToSend(type, options, command)
  // Whoever types an address means it, be it public or not.
  const allow = [to.hostname.replace(/^\[|\]$/g, '')]
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort())
  const attempt = (maxResponseBodyBytes = 0) =>
    deliver(next(), { url: to.href, secret }, { allow, signal: stop.signal, maxResponseBodyBytes })

  if (options.secret === undefined) warnOfSecret()
  if (repeat === 1) {
    const result = await attempt(mostShown)
    reportDelivery(result)
    if (result.outcome !== 'delivered') raiseExitCode(exitCode.invalid)
  } else {
    const series = await sendMany(attempt, { repeat, rate, signal: stop.signal })
    reportSeries(series, to)
    if (series.delivered < repeat) raiseExitCode(exitCode.invalid)
  }
}

// Before anything is sent: where many are under way, there is nobody to hear of the first that fails.
function requireSecret(secret: string, command: Command): void {
  try {
    signatureHeaders({ id: 'any', timestamp: 0, body: '{}', secret })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    command.error(`error: ${error.message}`)
  }
}
