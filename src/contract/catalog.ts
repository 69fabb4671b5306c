import { z } from 'zod'
import { promptTemplateEvents } from './events/prompt-template.js'

/** Every event of the contract, once. */
export const events = [...promptTemplateEvents] as const

type Strength = 'tolerant' | 'strict'
type Schemas<Events extends readonly Record<Strength, unknown>[], S extends Strength> = {
  -readonly [Index in keyof Events]: Events[Index][S]
}

function schemas<S extends Strength>(strength: S) {
  return events.map((event) => event[strength]) as unknown as Schemas<typeof events, S>
}

/** Every event of the contract by its type. */
export const catalog = Object.fromEntries(events.map((event) => [event.type, event])) as {
  readonly [Event in (typeof events)[number] as Event['type']]: Event
}

const description = 'Any event of the contract; `event_type` tells which.'

/** Any event of the contract. Tolerant: for receivers. */
export const webhookEventSchema = z
  .discriminatedUnion('event_type', schemas('tolerant'))
  .describe(description)

/** Any event of the contract. Strict: for emitters and tests. */
export const strictWebhookEventSchema = z
  .discriminatedUnion('event_type', schemas('strict'))
  .describe(description)
