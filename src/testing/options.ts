import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

/**
 * Returns a copy of an options object, so that the caller cannot change it between the check and the use.
 *
 * @throws {TypeError} if it is not an object, or has an option that is not in `names`.
 */
export function copyOptions<Options extends object>(
  options: Options | undefined,
  names: readonly (keyof Options & string)[],
): Partial<Options> {
  if (options === undefined) return {}
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`options: expected an object, got ${kindOf(options)}`)
  }
  const copy = { ...options }
  const known: readonly string[] = names
  for (const name of Object.keys(copy)) {
    if (!known.includes(name)) {
      throw new TypeError(`options: unknown option ${quoted(name)}, expected ${known.join(', ')}`)
    }
  }
  return copy
}
