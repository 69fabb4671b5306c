import { fieldName, kindOf } from './issue.js'

/**
 * Copies an options object, so that each option is read once: the value that is checked is the value in use.
 * Only own properties are options, so a polluted prototype changes nothing. The copy has each option as its
 * own, if only as `undefined`, so that the copies that are made of it inherit nothing either.
 *
 * @param names Every option there is, as keys.
 * @param at What errors call the object.
 * @throws {TypeError} if `options` is not an object, or has unknown options; the message lists them.
 */
export function copyOptions<Options extends object>(
  options: Options,
  names: { readonly [Name in keyof Required<Options>]: unknown },
  at = 'options',
): Options {
  const known = Object.keys(names)
  const list = known.join(', ')
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new TypeError(`${at}: expected an object with ${list}, got ${kindOf(options)}`)
  }
  const copy = Object.create(null)
  for (const name of known) copy[name] = undefined
  Object.assign(copy, options)
  const unknown = Object.keys(copy).filter((name) => !known.includes(name))
  if (unknown.length) {
    const named = unknown.map((name) => (at === 'options' ? '' : `${at}.`) + fieldName([name]))
    throw new TypeError(`${named.join(', ')}: unknown option; expected only ${list}`)
  }
  return copy
}
