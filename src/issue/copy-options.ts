import { fieldName, kindOf } from './issue.js'

/**
 * Copies an options object, so that each option is read once: the value that is checked is the value that
 * is used.
 *
 * @param what What the message calls the object.
 * @param names Every option there is.
 * @throws {TypeError} if `options` is not an object, or has an option that is not in `names`.
 */
export function copyOptions<Options extends object>(
  options: Options,
  what: string,
  names: { readonly [Name in keyof Options]-?: true },
): Options {
  const known = Object.keys(names).join(', ')
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${what}: expected an object with ${known}, got ${kindOf(options)}`)
  }
  const copy = { ...options }
  const unknown = Object.keys(copy).filter((name) => !Object.hasOwn(names, name))
  if (unknown.length > 0) {
    throw new TypeError(
      `${unknown.map((name) => fieldName([name])).join(', ')}: unknown option; expected ${known}`,
    )
  }
  return copy
}
