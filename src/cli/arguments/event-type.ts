import type { Command } from 'commander'
import { isWebhookEventType, type WebhookEventType, webhookEventTypes } from '../../index.js'
import { quoted } from '../../issue/quoted.js'
import { closestMatch } from '../terminal/closest-match.js'

/** How help pages describe an argument that is an event type. */
export const eventTypeDescription = 'an event type (list them with `prompt-webhooks events`)'

/**
 * Returns the argument as an event type. Otherwise ends the command with an error that suggests
 * the nearest type.
 */
export function requireEventType(command: Command, argument: string): WebhookEventType {
  if (isWebhookEventType(argument)) return argument
  const nearest = closestMatch(argument, webhookEventTypes, 10)
  const hint = nearest ? `(Did you mean ${nearest}?)` : '(List them with: prompt-webhooks events)'
  return command.error(`error: unknown event type ${quoted(argument)}\n${hint}`)
}
