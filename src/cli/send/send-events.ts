import { setMaxListeners } from 'node:events'
import type { Command } from 'commander'
import { checkEndpointUrl, deliver } from '../../emitter/index.js'
import { quoted } from '../../issue/quoted.js'
import { signatureHeaders } from '../../signature/signature-headers.js'
import { newSecret } from '../arguments/new-secret.js'
import { withSecret } from '../arguments/secret.js'
import { exitCode, raiseExitCode } from '../exit-code.js'
import { interruption } from '../interruption.js'
import { deliverInvalid } from './deliver-invalid.js'
import { type EventOptions, eventToSend } from './event-to-send.js'
import { reportDelivery, reportInvalidDelivery, reportSeries, warnOfRandomSecret } from './report.js'
import { sendSeries } from './series.js'

interface SendOptions extends EventOptions {
  readonly to: URL
  readonly secret?: string
  readonly repeat: number
  readonly rate?: number
  readonly invalid?: string
}

const maxShownBytes = 64 * 1024

/** Sends one event or a series, and reports the result. */
export async function send(type: string | undefined, options: SendOptions, command: Command): Promise<void> {
  const { to, secret = newSecret(), repeat, rate, invalid } = options
  // Checked before anything is sent: in a series, a delivery that throws has no caller to catch it.
  withSecret(command, () => signatureHeaders({ id: 'any', timestamp: 0, body: '{}', secret }))
  if (rate !== undefined && repeat === 1) command.error('error: --rate: needs a --repeat of at least 2')
  // Private addresses are allowed here: the person who types the URL means it.
  const allow = [to.hostname.replace(/^\[|\]$/g, '')]
  try {
    checkEndpointUrl(to.href, { allow })
  } catch {
    // A URL can have `*` in its host, where the list would read a pattern.
    command.error(`error: --to: expected the name or address of a host, got ${quoted(to.hostname)}`)
  }
  const signal = interruption()
  // Each open delivery listens to it. Node 20 warns from the eleventh on.
  setMaxListeners(0, signal)
  const endpoint = { url: to.href, secret }
  const settings = { allow, signal }
  if (invalid !== undefined) {
    // Imported on demand, because it makes all invalid events.
    const { event } = (await import('./invalid-event.js')).invalidEventNamed(invalid, type, command)
    if (options.secret === undefined) warnOfRandomSecret()
    const result = await deliverInvalid(event, endpoint, { ...settings, maxResponseBodyBytes: maxShownBytes })
    if (!reportInvalidDelivery(result)) raiseExitCode(exitCode.invalid)
    return
  }
  const next = await eventToSend(type, options, command)
  if (options.secret === undefined) warnOfRandomSecret()
  const attempt = (maxResponseBodyBytes = 0) =>
    deliver(next(), endpoint, { ...settings, maxResponseBodyBytes })
  if (repeat === 1) {
    const result = await attempt(maxShownBytes)
    reportDelivery(result)
    if (result.outcome !== 'delivered') raiseExitCode(exitCode.invalid)
  } else {
    const series = await sendSeries(attempt, { repeat, rate, signal })
    reportSeries(series, to)
    if (series.delivered < repeat) raiseExitCode(exitCode.invalid)
  }
}
