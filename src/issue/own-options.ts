import { quoted } from './quoted.js'

/**
 * A copy of a caller's options, each read once: what is checked is what is used. Only an object's own properties are options, so
 * that a polluted prototype changes nothing.
 *
 * @throws {TypeError} if the options are not an object, or one of them is unknown.
 */
export function ownOptions<Options extends object>(
  factory: string,
  options: unknown,
  names: { readonly [Name in keyof Required<Options>]: true },
  expected = 'options',
): Options {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${factory}: expected an object with ${expected}`)
  }
  const own: Options = Object.assign(Object.create(null), options)
  for (const name of Object.keys(own)) {
    if (Object.hasOwn(names, name)) continue
    const known = Object.keys(names).join(', ')
    throw new TypeError(`${quoted(name)}: not an option of ${factory}; there are ${known}`)
  }
  return own
}
