import type { Command } from 'commander'
import { createEvent } from '../../emitter/index.js'
import { originOf } from '../../event/event-origin.js'
import { catalog } from '../../generated/catalog.js'
import { InvalidEventError, type WebhookEvent } from '../../index.js'
import { requireEventType } from '../arguments/event-type.js'
import { checkRecord } from '../records/check-record.js'
import { explainReadError, readRecords } from '../records/read-records.js'
import type { SourceRecord } from '../records/source-record.js'
import { issueMessages } from '../terminal/issue-messages.js'
import { printable } from '../terminal/printable.js'
import { assignFields } from './assign-fields.js'

export interface EventOptions {
  readonly file?: string
  readonly set?: readonly string[]
}

/**
 * Returns a function that makes the event to send: an example with the current time, or the event of a file
 * as it is. Ends the command with an error if the event is not valid under the strict contract.
 */
export async function eventToSend(
  type: string | undefined,
  options: EventOptions,
  command: Command,
): Promise<() => WebhookEvent> {
  const { file, set = [] } = options
  const event = file === undefined ? exampleOf(type, command) : await readEvent(file, command)
  if (type !== undefined && event.event_type !== type) {
    command.error(
      `error: the event in the file has the type ${event.event_type}; remove the type from the command`,
    )
  }
  try {
    assignFields(event, set)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    command.error(`error: ${error.message}`)
  }
  const origin = originOf(event)
  const hasTime = file !== undefined || set.some((each) => each.startsWith('timestamp='))
  const next = () =>
    createEvent(event.event_type, event.details, {
      ...origin,
      timestamp: hasTime ? origin.timestamp : undefined,
    })
  try {
    next()
  } catch (error) {
    if (!(error instanceof InvalidEventError)) throw error
    rejectEvent(command, error.issues)
  }
  return next
}

function exampleOf(type: string | undefined, command: Command): WebhookEvent {
  if (type === undefined) return command.error('error: expected an event type, or a file with --file')
  return structuredClone(catalog[requireEventType(command, type)].example)
}

async function readEvent(file: string, command: Command): Promise<WebhookEvent> {
  const records: SourceRecord[] = []
  try {
    await readRecords(
      file,
      (record) => records.push(record),
      () => {},
    )
  } catch (error) {
    command.error(`error: ${printable(file)}: ${explainReadError(error)}`)
  }
  const [record] = records
  if (!record || records.length > 1) {
    return command.error(`error: ${printable(file)}: expected one event, found ${records.length}`)
  }
  const result = checkRecord(record, true)
  if (result.verdict !== 'valid') rejectEvent(command, result.issues)
  return JSON.parse(record.text)
}

function rejectEvent(command: Command, issues: readonly { readonly message: string }[]): never {
  const messages = issueMessages(issues).map((message) => `\n    ${message}`)
  return command.error(`error: the event is invalid, nothing was sent${messages.join('')}`)
}
