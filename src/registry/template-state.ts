import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

/** What events can tell of a prompt template. */
export interface PromptTemplateState {
  readonly id: number
  readonly name: string
  /** Versions are numbered from 1, without a gap. */
  readonly latestVersion: number
  /** The version that each release label is on. */
  readonly labels: Readonly<Record<string, number>>
}

/** @throws {TypeError} that names the first field of which strict events could not tell. */
export function requireState(value: unknown, name: string): asserts value is PromptTemplateState | null {
  if (value === null) return
  const {
    id,
    name: itsName,
    latestVersion,
    labels,
  } = requireObject(value, name, 'a template, or null for none')
  requireNumber(id, `${name}.id`)
  if (typeof itsName !== 'string' || itsName === '')
    refuse(`${name}.name`, 'a name that is not empty', itsName)
  requireNumber(latestVersion, `${name}.latestVersion`)
  for (const [label, version] of Object.entries(
    requireObject(labels, `${name}.labels`, 'a version by label'),
  )) {
    if (label === '') throw new TypeError(`${name}.labels: a label is empty`)
    requireNumber(version, `${name}.labels[${quoted(label)}]`, latestVersion)
  }
}

function requireObject(value: unknown, name: string, expected: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(name, expected, value)
  return value as Readonly<Record<string, unknown>>
}

function requireNumber(value: unknown, name: string, most?: number): asserts value is number {
  if (!Number.isSafeInteger(value) || (value as number) < 1)
    refuse(name, 'a whole number of at least 1', value)
  if (most !== undefined && (value as number) > most) {
    throw new TypeError(`${name}: expected a version that there is, got one after latestVersion`)
  }
}

function refuse(name: string, expected: string, value: unknown): never {
  const got = value === '' ? 'an empty string' : kindOf(value)
  throw new TypeError(`${name}: expected ${expected}, got ${got}`)
}
