import { kindOf } from '../issue/issue.js'

/** Which prompt to read: one version, the version that a label is on, or, with neither, the latest version. */
export interface PromptRead {
  /** The name of the prompt template. */
  readonly name: string
  /** A release label. */
  readonly label?: string
  /** A version number, from 1. */
  readonly version?: number
  /** The provider that the answer is made for, such as `openai`. Events do not depend on it. */
  readonly provider?: string
  /** The model that the answer is made for. Events do not depend on it. */
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
 * A copy of a read that holds its fields and nothing else. Each field is read once, so the value that is checked is
 * the value that is used.
 *
 * @throws {TypeError} if a field has another type. An empty label and version 0 are refused as well: an API may take
 * them for "no label" and "no version", and answer with the latest version.
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
