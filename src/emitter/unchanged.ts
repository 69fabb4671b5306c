import type { EventIssue } from '../index.js'

const prefix = 'old_'

/**
 * The rule between fields: an event that tells of a change has changed something. A field `old_x` beside a field `x` holds
 * what was there before, so the two differ.
 */
export function unchangedFields(details: object): EventIssue[] {
  const values = details as Readonly<Record<string, unknown>>
  return Object.keys(values)
    .filter((old) => old.startsWith(prefix))
    .map((old) => [old, old.slice(prefix.length)] as const)
    .filter(([old, field]) => Object.hasOwn(values, field) && equal(values[old], values[field]))
    .map(([old, field]) => ({
      path: ['details', field],
      message: `details.${field}: expected another value than that of ${old}, got the same`,
      code: 'invalid_value',
    }))
}

// What an event holds is JSON.
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
