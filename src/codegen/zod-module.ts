import { events } from '../contract/catalog.js'
import type { Strength } from './documents.js'
import { detailsSchemaName, schemaName, strictName } from './event-names.js'

/** The source of the named zod schemas: for each event and for its details, a tolerant and a strict one. */
export function zodModule(): string {
  const constants = events.flatMap(({ type, description }) =>
    (['tolerant', 'strict'] as const).flatMap((strength) => {
      const nameOf = (name: string) => (strength === 'strict' ? strictName(name) : name)
      const contract = `by the ${strength} contract: for ${audiences[strength]}.`
      return [
        `/**
 * ${description}
 *
 * The zod schema of \`${type}\` ${contract}
 */
export const ${nameOf(schemaName(type))} = catalog.${type}.${strength}
`,
        `/** The zod schema of the details of \`${type}\` ${contract} */
export const ${nameOf(detailsSchemaName(type))} = catalog.${type}.${strength}.shape.details
`,
      ]
    }),
  )
  return ["import { catalog } from '../contract/catalog.js'", '', ...constants].join('\n')
}

const audiences: Readonly<Record<Strength, string>> = { tolerant: 'receivers', strict: 'emitters and tests' }
