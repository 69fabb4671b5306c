import { kindOf } from '../issue/issue.js'

/**
 * Which prompt to read: one version, the version that a label is on, or, with neither, the latest version.
 */
export interface PromptRead {
  /** The name of the prompt template. */
  readonly name: string
  /** A release label. Not empty. */
  readonly label?: string
  /** A version number, from 1. */
  readonly version?: number
  /** The provider to format the prompt for, such as `openai`. No event depends on it. */
  readonly provider?: string
  /** The model to format the prompt for. No event depends on it. */
  readonly model?: string
}

/** Every field of a read. */
export const promptReadFields: { readonly [Field in keyof PromptRead]-?: true } = {
  name: true,
  label: true,
  version: true,
  provider: true,
  model: true,
}

/**
 * Copies the fields of a read, and nothing else. Each field is read once: the value that is checked is the
 * value that is used.
 *
 * @throws {TypeError} if a field has a wrong type. That includes an empty label and version 0: an API may
 * treat them as absent and return the latest version, which other events change.
 */
export function copyRead(read: PromptRead): PromptRead {
  if (typeof read !== 'object' || read === null) {
    throw new TypeError(`read: expected an object with a name, got ${kindOf(read)}`)
  }
  const { name, label, version, provider, model } = read
  if (typeof name !== 'string') refuse('name', 'a string', name)
  for (const [field, value] of Object.entries({ label, provider, model })) {
    if (value !== undefined && (typeof value !== 'string' || value === '')) {
      refuse(field, 'a string that is not empty', value)
    }
  }
  if (version !== undefined && !(Number.isSafeInteger(version) && version >= 1)) {
    refuse('version', 'a whole number of at least 1', version)
  }
  return {
    name,
    ...(label !== undefined && { label }),
    ...(version !== undefined && { version }),
    ...(provider !== undefined && { provider }),
    ...(model !== undefined && { model }),
  }
}

function refuse(field: string, expected: string, value: unknown): never {
  const got = value === '' ? 'an empty string' : kindOf(value)
  throw new TypeError(`${field}: expected ${expected}, got ${got}`)
}
