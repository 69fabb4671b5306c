import { copyRead, type PromptRead, promptReadFields } from '../cache/prompt-read.js'
import { fieldName } from '../issue/issue.js'

/**
 * Copies a read that has no other fields than those of `PromptRead`. If `load` could see a field that is
 * not in the key of its answer, one caller's prompt would reach another.
 *
 * @throws {TypeError} that names each unknown field, or the first field of a wrong type.
 */
export function copyKnownRead(read: PromptRead): PromptRead {
  const copy = copyRead(read)
  const unknown = Object.keys(read).filter((field) => !Object.hasOwn(promptReadFields, field))
  if (unknown.length > 0) {
    const names = unknown.map((field) => fieldName([field])).join(', ')
    const known = Object.keys(promptReadFields).join(', ')
    throw new TypeError(
      `${names}: not part of a read, which has ${known}; use input variables and other parameters after get`,
    )
  }
  return copy
}
