import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

/** What events say about a prompt template. Plain JSON. */
export interface PromptTemplateState {
  /** The id of the prompt template, from 1. It never changes. */
  readonly id: number
  /** The name of the prompt template. Not empty. */
  readonly name: string
  /** The number of the latest version. Versions are numbered from 1, without a gap. */
  readonly latestVersion: number
  /** The version that each release label is on, by label. */
  readonly labels: Readonly<Record<string, number>>
}

/**
 * Copies a state and checks the copy, so that the caller cannot change it between the check and the use.
 *
 * @param path What messages call the value.
 * @throws {TypeError} that names the first field that strict events cannot express.
 */
export function copyState(value: PromptTemplateState | null, path: string): PromptTemplateState | null {
  if (value === null) return null
  requireObject(value, path, 'a template, or null for none')
  const { id, name, latestVersion, labels } = value
  requireNumber(id, `${path}.id`)
  if (typeof name !== 'string' || name === '') refuse(`${path}.name`, 'a name that is not empty', name)
  requireNumber(latestVersion, `${path}.latestVersion`)
  requireObject(labels, `${path}.labels`, 'a version by label')
  const entries = Object.entries(labels)
  for (const [label, version] of entries) {
    if (label === '') throw new TypeError(`${path}.labels: expected labels that are not empty`)
    const versionPath = `${path}.labels[${quoted(label)}]`
    requireNumber(version, versionPath)
    if (version > latestVersion) {
      throw new TypeError(`${versionPath}: expected a version up to latestVersion, got a later one`)
    }
  }
  return { id, name, latestVersion, labels: Object.fromEntries(entries) }
}

function requireObject(value: unknown, path: string, expected: string): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, expected, value)
}

function requireNumber(value: unknown, path: string): void {
  if (!(Number.isSafeInteger(value) && Number(value) >= 1)) {
    refuse(path, 'a whole number of at least 1', value)
  }
}

function refuse(path: string, expected: string, value: unknown): never {
  const got = value === '' ? 'an empty string' : kindOf(value)
  throw new TypeError(`${path}: expected ${expected}, got ${got}`)
}
