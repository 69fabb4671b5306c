import { z } from 'zod'
import { agentEvents } from './events/agent.js'
import { datasetEvents } from './events/dataset.js'
import { promptTemplateEvents } from './events/prompt-template.js'
import { reportEvents } from './events/report.js'
import { skillCollectionEvents } from './events/skill-collection.js'
import { tableEvents } from './events/table.js'

/** The events of the contract by their families: what they are about. */
export const families = {
  prompt_template: promptTemplateEvents,
  agent: agentEvents,
  report: reportEvents,
  dataset: datasetEvents,
  table: tableEvents,
  skill_collection: skillCollectionEvents,
} as const

type Event = (typeof families)[keyof typeof families][number]

/** Every event of the contract, in the order of the documentation. */
export const events = Object.values(families).flat() as unknown as readonly [Event, ...Event[]]

/** Every event of the contract, by its type. */
export const catalog = Object.fromEntries(events.map((event) => [event.type, event])) as {
  readonly [Each in Event as Each['type']]: Each
}

type Schemas<Strength extends 'tolerant' | 'strict'> = readonly [Event[Strength], ...Event[Strength][]]

function schemas<Strength extends 'tolerant' | 'strict'>(strength: Strength) {
  return events.map((event) => event[strength]) as unknown as Schemas<Strength>
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
