import { quoted } from './quoted.js'

/** What can be wrong with a field. The codes are stable, so you can branch on them. */
export type EventIssueCode =
  | 'missing'
  | 'unknown_key'
  | 'invalid_type'
  | 'invalid_value'
  | 'invalid_format'
  | 'too_small'
  | 'too_big'
  | 'too_short'
  | 'invalid_json'

/** One thing that is wrong with a payload. */
export interface EventIssue {
  /** The keys from the root of the payload to the field. Empty for the payload itself. */
  readonly path: readonly (string | number)[]
  /** For people: names the field, what was expected, and the type of the value. Never shows the value. */
  readonly message: string
  /** For code: what kind of fault it is. */
  readonly code: EventIssueCode
}

type Path = EventIssue['path']

/**
 * The maximum number of issues in a list, so that an array of a million wrong items does not become a million
 * issues.
 */
export const maxIssues = 1000

/** Adds an issue for the field at `path`. `parent` is the object that has the field, or lacks it. */
export function report(
  issues: EventIssue[],
  code: EventIssueCode,
  expected: string,
  parent: object,
  path: Path,
): void {
  const key = path[path.length - 1] as keyof typeof parent
  if (key in parent) reportValue(issues, code, expected, parent[key], path)
  else push(issues, 'missing', path, `missing, expected ${expected}`)
}

/** Adds an issue for a value that is present. */
export function reportValue(
  issues: EventIssue[],
  code: EventIssueCode,
  expected: string,
  value: unknown,
  path: Path,
): void {
  push(issues, code, path, `expected ${expected}, got ${got[code] ?? kindOf(value)}`)
}

/** Adds an issue for each key of `value` that is not one of the known keys. */
export function reportUnknownKeys(
  issues: EventIssue[],
  value: object,
  path: Path,
  knownKeys: readonly string[],
): void {
  for (const key in value) {
    if (issues.length >= maxIssues) return
    if (!knownKeys.includes(key)) {
      push(issues, 'unknown_key', [...path, key], 'not a field of this event, remove it')
    }
  }
}

function push(issues: EventIssue[], code: EventIssueCode, path: Path, text: string): void {
  if (issues.length >= maxIssues) return
  issues.push({ path, message: path.length ? `${fieldName(path)}: ${text}` : text, code })
}

const got: Partial<Record<EventIssueCode, string>> = {
  invalid_value: 'another value',
  invalid_format: 'a string of another form',
  too_small: 'a smaller number',
  too_big: 'a larger number',
  too_short: 'an empty string',
}

/** Names the type of a value without showing the value: `a string`, `null`. */
export function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'number' && !Number.isInteger(value)) {
    return Number.isFinite(value) ? 'a number with a fraction' : String(value)
  }
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** Writes a path for people: `details.affected_paths[0]`. */
export function fieldName(path: Path): string {
  let name = ''
  for (const key of path) name += segment(key, name === '')
  return name
}

// Keys come from the payload, and messages end up in logs and terminals.
function segment(key: string | number, first: boolean): string {
  if (typeof key === 'number') return `[${key}]`
  if (/^[A-Za-z_]\w{0,99}$/.test(key)) return first ? key : `.${key}`
  return `[${quoted(key)}]`
}
