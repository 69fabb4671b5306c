import { timestamps } from '../../event/event-timestamps.js'
import type { FieldSchema } from '../../generated/schemas.js'
import type { WebhookEventType } from '../../index.js'
import { eventSchemas, presentSchema } from '../event-schema.js'
import { exampleEvents } from '../example-events.js'
import { sample } from '../valid-example.js'

/** The `user_name` of every event that a check sends. All other free texts start with it. */
export const mark = 'prompt-webhooks-check'

/** Every id that is a number. Receivers often store ids in 32 bits, so it fits. */
export const markedId = 999_999_999

/** An event as plain data, so that a check can give it any content. */
export type EventData = Readonly<Record<string, unknown>> & {
  readonly details: Readonly<Record<string, unknown>>
}

/**
 * Creates an event that people recognise where it ends up. It has every field of its type, the optional ones
 * included, the time of the call, and no name or id of the example.
 *
 * @param text What follows the mark in each free text. Default: the name of the field.
 */
export function markedEvent(type: WebhookEventType, text?: string): EventData {
  const marked = markedValue(eventSchemas.strict[type], '', exampleEvents[type], text)
  const named = text === undefined ? mark : `${mark} ${text}`
  return { ...(marked as EventData), user_name: named, timestamp: timestamps(1)[0] }
}

// The sender ends the name of every id with `_id`, and of every mail address with `_email`.
function markedValue(schema: FieldSchema, key: string, example: unknown, text?: string): unknown {
  const { type, properties = {}, items = {}, enum: members, pattern } = presentSchema(schema)
  switch (type) {
    case 'object': {
      const given = Object(example) as Readonly<Record<string, unknown>>
      return Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [
          name,
          markedValue(child, name, given[name], text),
        ]),
      )
    }
    case 'array':
      return [markedValue(items, key, undefined, text)]
    case 'string':
      if (members || pattern !== undefined) return example ?? sample(schema)
      return key.endsWith('_email') ? `${mark}@example.invalid` : `${mark} ${text ?? key}`
    default:
      return key.endsWith('_id') ? markedId : (example ?? sample(schema))
  }
}
