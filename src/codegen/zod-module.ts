import { events } from '../contract/catalog.js'
import { schemaName, strictName } from './event-names.js'

/** The source of the named zod schemas: two constants per event. */
export function zodModule(): string {
  const constants = events.flatMap(({ type, description }) => [
    `/** ${description} Tolerant. */`,
    `export const ${schemaName(type)} = catalog.${type}.tolerant`,
    `/** ${description} Strict. */`,
    `export const ${strictName(schemaName(type))} = catalog.${type}.strict`,
  ])
  return ["import { catalog } from '../contract/catalog.js'", '', ...constants].join('\n')
}
