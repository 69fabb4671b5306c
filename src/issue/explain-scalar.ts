import { type EventIssue, type EventIssueCode, report } from './issue.js'

/** The rules for a value that is neither an object nor an array: its part of the JSON Schema. */
export interface ScalarRules {
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'null'
  readonly orNull?: boolean
  readonly enum?: readonly string[]
  readonly pattern?: RegExp
  /** A string that matches the pattern. The message shows it. */
  readonly example?: string
  readonly minLength?: 1
  readonly minimum?: number
  readonly maximum?: number
}

const kinds = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'a boolean',
  null: 'null',
}

/** Adds an issue if the value under the key of an object breaks the rules. `path` is that of the object. */
export function explainScalar(
  issues: EventIssue[],
  parent: object,
  path: EventIssue['path'],
  key: string | number,
  rules: ScalarRules,
): void {
  const value: unknown = parent[key as keyof typeof parent]
  if (rules.orNull && value === null) return
  const fault = faultOf(value, rules)
  if (!fault) return
  const [code, expected] = fault
  report(issues, code, rules.orNull ? `${expected} or null` : expected, parent, [...path, key])
}

/** The code of what is wrong with a value, and what was expected. `undefined` if nothing is wrong. */
function faultOf(value: unknown, rules: ScalarRules): [EventIssueCode, string] | undefined {
  const kind = kinds[rules.type]
  if (!isOfType(value, rules.type)) return ['invalid_type', kind]
  if (typeof value === 'string') {
    if (rules.enum && !rules.enum.includes(value)) {
      return ['invalid_value', rules.enum.map((each) => `"${each}"`).join(' or ')]
    }
    if (rules.pattern && !rules.pattern.test(value))
      return ['invalid_format', `${kind} like ${rules.example}`]
    if (rules.minLength && value === '') return ['too_short', `${kind} that is not empty`]
  } else if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = rules
    const only = minimum === maximum && String(minimum)
    if (value < minimum) return ['too_small', only || `${kind} of at least ${minimum}`]
    if (value > maximum) return ['too_big', only || `${kind} of at most ${maximum}`]
  }
  return undefined
}

function isOfType(value: unknown, type: ScalarRules['type']): value is string | number | boolean | null {
  if (type === 'integer') return Number.isInteger(value)
  if (type === 'number') return Number.isFinite(value)
  return type === 'null' ? value === null : typeof value === type
}
