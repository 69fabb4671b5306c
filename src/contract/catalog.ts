import { z } from 'zod'
import { promptTemplateEvents } from './events/prompt-template.js'

/** Every event of the contract, in the order of the documentation. */
export const events = [...promptTemplateEvents] as const

type Strength = 'tolerant' | 'strict'
type Schemas<Events extends readonly Record<Strength, unknown>[], S extends Strength> = {
  -readonly [Index in keyof Events]: Events[Index][S]
}

function schemas<S extends Strength>(strength: S) {
  return events.map((event) => event[strength]) as unknown as Schemas<typeof events, S>
}

/** Every event of the contract, by its type. */
export const catalog = Object.fromEntries(events.map((event) => [event.type, event])) as {
  readonly [Event in (typeof events)[number] as Event['type']]: Event
}

const description = 'Any event of the contract. `event_type` identifies it.'

/**
 * The zod schema of any event, by the tolerant contract: for receivers. A parse returns a copy without
 * unknown keys.
 *
 * @example
 * ```ts
 * const event = webhookEventSchema.parse(JSON.parse(body))
 * if (event.event_type === 'prompt_template_deleted') console.log(event.details.prompt_template_id)
 * ```
 */
export const webhookEventSchema = z
  .discriminatedUnion('event_type', schemas('tolerant'))
  .describe(description)

/**
 * The zod schema of any event, by the strict contract: for emitters and tests. It refuses unknown keys, empty
 * names and ids below 1.
 *
 * @example
 * ```ts
 * const { success, error } = strictWebhookEventSchema.safeParse(event)
 * if (!success) console.error(error.issues)
 * ```
 */
export const strictWebhookEventSchema = z
  .discriminatedUnion('event_type', schemas('strict'))
  .describe(description)
