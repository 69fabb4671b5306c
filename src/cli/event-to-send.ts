import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import type { Command } from 'commander'
import { createEvent } from '../emitter/index.js'
import { catalog } from '../generated/catalog.js'
import { InvalidEventError, type WebhookEvent } from '../index.js'
import { textOf } from '../raw-body.js'
import { assignFields } from './assign-field.js'
import { requireEventType } from './event-type-argument.js'
import { judge } from './judgement.js'
import { explainReadError } from './read-records.js'

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
  const { timestamp } = event
  try {
    assignFields(event, catalog[event.event_type].typeName, set)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    command.error(`error: ${error.message}`)
  }
  const hasTime = file !== undefined || event.timestamp !== timestamp
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
  const text = textOf(await readBytes(file, command))
  const place = { line: 1, column: 1 }
  const judgement = judge(
    text === undefined ? { ...place, text: '', problem: 'not_utf8' } : { ...place, text },
    true,
  )
  if (judgement.verdict !== 'valid') refuse(command, judgement.issues)
  return JSON.parse(text ?? '')
}

async function readBytes(file: string, command: Command): Promise<Buffer> {
  try {
    return await (file === '-' ? buffer(process.stdin) : readFile(file))
  } catch (error) {
    return command.error(`error: ${file}: ${explainReadError(error)}`)
  }
}

function refuse(command: Command, issues: readonly { readonly message: string }[]): never {
  const messages = issues.map(({ message }) => `\n    ${message}`)
  return command.error(`error: not an event that may be sent${messages.join('')}`)
}
