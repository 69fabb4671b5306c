import type { Command } from 'commander'
import { createEvent } from '../../emitter/index.js'
import { catalog } from '../../generated/catalog.js'
import { InvalidEventError, type WebhookEvent } from '../../index.js'
import { requireEventType } from '../arguments/event-type.js'
import { judge } from '../records/judgement.js'
import { explainReadError, readRecords } from '../records/read-records.js'
import type { SourceRecord } from '../records/source-record.js'
import { assignFields } from './assign-fields.js'

export interface EventOptions {
  readonly file?: string
  readonly set?: readonly string[]
}

/**
 * What gives the event each time that it is sent: an example, with the time it is then, or what stands in a file. Ends the
 * command with a message if that is no event that may be sent.
 */
export async function eventToSend(
  type: string | undefined,
  options: EventOptions,
  command: Command,
): Promise<() => WebhookEvent> {
  const { file, set = [] } = options
  const event = file === undefined ? exampleOf(type, command) : await readEvent(file, command)
  if (type !== undefined && event.event_type !== type) {
    command.error(`error: the event in the file is of the type ${event.event_type}: leave the type away`)
  }
  try {
    assignFields(event, set)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    command.error(`error: ${error.message}`)
  }
  const hasTime = file !== undefined || set.some((each) => each.startsWith('timestamp='))
  const next = () =>
    createEvent(event.event_type, event.details, {
      userId: event.user_id,
      workspaceId: event.workspace_id,
      timestamp: hasTime ? event.timestamp : undefined,
      userName: event.user_name,
      userEmail: event.user_email,
    })
  try {
    next()
  } catch (error) {
    if (!(error instanceof InvalidEventError)) throw error
    refuse(command, error.issues)
  }
  return next
}

function exampleOf(type: string | undefined, command: Command): WebhookEvent {
  if (type === undefined) return command.error('error: name an event type, or a file with --file')
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
    command.error(`error: ${file}: ${explainReadError(error)}`)
  }
  const [record] = records
  if (!record || records.length > 1) return command.error(`error: ${file}: expected one event`)
  const judgement = judge(record, true)
  if (judgement.verdict !== 'valid') refuse(command, judgement.issues)
  return JSON.parse(record.text)
}

function refuse(command: Command, issues: readonly { readonly message: string }[]): never {
  const messages = issues.map(({ message }) => `\n    ${message}`)
  return command.error(`error: not an event that may be sent${messages.join('')}`)
}
