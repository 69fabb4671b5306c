import { copyRead, type PromptRead, promptReadFields } from '../cache/prompt-read.js'
import { fieldName } from '../issue/issue.js'

/**
 * A copy of a read, and nothing but a read: `load` must not see what the key of its answer is not made of, or one
 * caller's answer would reach another.
 *
 * @throws {TypeError} that names each unknown field, or the first field of a wrong type.
 */
export function copyKnownRead(read: PromptRead): PromptRead {
  const copy = copyRead(read)
  const unknown = Object.keys(read).filter((field) => !Object.hasOwn(promptReadFields, field))
  if (unknown.length > 0) {
    const known = Object.keys(promptReadFields).join(', ')
    const names = unknown.map((field) => fieldName([field])).join(', ')
    throw new TypeError(
      `${names}: not part of a read, which has ${known}; use input variables and other parameters after get`,
    )
  }
  return copy
}
