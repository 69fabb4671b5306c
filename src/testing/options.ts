import { kindOf } from '../issue/issue.js'
import { quoted } from '../issue/quoted.js'

/**
 * Returns the options, or an empty object if there are none.
 *
 * @throws {TypeError} if `options` is not an object, or has an option that is not in `names`.
 */
export function knownOptions<Options extends object>(
  options: Options | undefined,
  names: readonly (keyof Options & string)[],
): Partial<Options> {
  if (options === undefined) return {}
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`options: expected an object, got ${kindOf(options)}`)
  }
  const known: readonly string[] = names
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) {
      throw new TypeError(`options: unknown option ${quoted(name)}, expected ${known.join(', ')}`)
    }
  }
  return options
}
