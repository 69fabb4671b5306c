import type { Command } from 'commander'
import { isWebhookEventType, type WebhookEventType } from '../../index.js'
import { quoted } from '../../issue/quoted.js'
import { nearestEventType } from '../terminal/nearest-event-type.js'

/** What to say of an argument that is to be an event type. */
export const eventTypeDescription = 'an event type, as `prompt-webhooks events` lists them'

/** Ends the command with a message, and the nearest event type, unless the argument is an event type. */
export function requireEventType(command: Command, argument: string): WebhookEventType {
  if (isWebhookEventType(argument)) return argument
  const nearest = nearestEventType(argument, 10)
  const hint = nearest ? `(Did you mean ${nearest}?)` : '(See: prompt-webhooks events)'
  return command.error(`error: unknown event type ${quoted(argument)}\n${hint}`)
}
