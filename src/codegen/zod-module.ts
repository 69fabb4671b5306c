import { events } from '../contract/catalog.js'
import type { Strength } from './documents.js'
import { schemaName, strictName } from './event-names.js'

/** The source of the named zod schemas: a tolerant and a strict one for each event. */
export function zodModule(): string {
  const constant = (type: string, description: string, strength: Strength, audience: string) => {
    const name = strength === 'strict' ? strictName(schemaName(type)) : schemaName(type)
    return `/**
 * ${description}
 *
 * The zod schema of \`${type}\` by the ${strength} contract: for ${audience}.
 */
export const ${name} = catalog.${type}.${strength}
`
  }
  const constants = events.flatMap(({ type, description }) => [
    constant(type, description, 'tolerant', 'receivers'),
    constant(type, description, 'strict', 'emitters and tests'),
  ])
  return ["import { catalog } from '../contract/catalog.js'", '', ...constants].join('\n')
}
