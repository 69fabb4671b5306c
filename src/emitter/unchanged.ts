import type { EventIssue } from '../index.js'

const prefix = 'old_'

/**
 * Checks the rule between fields: a field `x` beside a field `old_x` holds the new value, so the two must
 * differ. Returns an issue for each field that breaks it.
 */
export function unchangedFields(details: object): EventIssue[] {
  const values = details as Readonly<Record<string, unknown>>
  return Object.keys(values)
    .filter((old) => old.startsWith(prefix))
    .map((old) => [old, old.slice(prefix.length)] as const)
    .filter(([old, field]) => equal(values[old], values[field]))
    .map(([old, field]) => ({
      path: ['details', field],
      message: `details.${field}: expected a value that differs from ${old}, got the same`,
      code: 'invalid_value',
    }))
}

// The values come from JSON.
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
