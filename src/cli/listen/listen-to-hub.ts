import { randomUUID } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import type { Command } from 'commander'
import { isWebhookEventType } from '../../index.js'
import { canonicalJson } from '../../signature/index.js'
import { signatureHeaders } from '../../signature/signature-headers.js'
import { newSecret } from '../arguments/new-secret.js'
import { withSecret } from '../arguments/secret.js'
import { reportFault } from '../fault.js'
import { interruption } from '../interruption.js'
import { checkRecord } from '../records/check-record.js'
import { printable } from '../terminal/printable.js'
import { forwardEvent } from './forward-event.js'
import { type HubEvent, HubRefusal, hubEvents } from './hub-events.js'
import type { ReceivedRequest } from './received-request.js'
import { openRecording } from './recording.js'
import type { ListenReport } from './report.js'

export interface ListenToHubOptions {
  readonly hub: URL
  readonly token?: string
  readonly secret?: string
  readonly forward?: URL
  readonly record?: string
}

/**
 * Follows the events of a hub, reports and forwards each one in turn, until the process gets SIGINT or
 * SIGTERM.
 */
export async function listenToHub(
  { hub, token, secret = newSecret(), forward, record }: ListenToHubOptions,
  report: ListenReport,
  command: Command,
): Promise<void> {
  withSecret(command, () => signatureHeaders({ id: 'check', timestamp: 0, body: '{}', secret }))
  const recording = await openRecording(record, command)
  const signal = interruption()
  const isOwnSecret = command.getOptionValueSource('secret') !== undefined
  const events = hubEvents({
    hub,
    token,
    listener: randomUUID(),
    name: ownName(),
    signal,
    onState: (state) =>
      state === 'connected'
        ? report.connected(hub.href, { forward, record, ...(isOwnSecret ? {} : { secret }) })
        : report.lost(state.lost),
  })
  try {
    for await (const each of events) {
      try {
        report.received(await handle(each))
      } catch (error) {
        // One event must not end the command, whatever is in it.
        reportFault(error)
      }
    }
  } catch (error) {
    if (!(error instanceof HubRefusal)) throw error
    command.error(`error: ${printable(error.message)}`)
  }
  report.stopped()

  async function handle({ id, publishedAt, event }: HubEvent): Promise<ReceivedRequest> {
    const text = JSON.stringify(event)
    const body = canonicalJson(text)
    const checked = checkRecord({ line: 1, column: 1, text }, false)
    const { verdict, ...problem } = checked.verdict === 'valid' ? { verdict: checked.verdict } : checked
    const type = (event as { readonly event_type?: unknown } | null)?.event_type
    const recorded =
      recording && verdict === 'valid' && isWebhookEventType(type)
        ? await recording.save(type, Buffer.from(body))
        : undefined
    const forwarded = forward && (await forwardEvent(forward, body, id, secret, signal))
    return {
      time: publishedAt,
      eventId: id,
      verdict,
      ...problem,
      event,
      ...(recorded && { record: recorded }),
      ...(forwarded && { forward: forwarded }),
    }
  }
}

function ownName(): string {
  let user = ''
  try {
    user = `${userInfo().username}@`
  } catch {
    // A container may run as a user without a name.
  }
  return `${user}${hostname()}`.slice(0, 100)
}
