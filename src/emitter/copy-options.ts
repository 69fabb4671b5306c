/**
 * Copies an options object, so that each option is read once: the value that is checked is the value that is
 * used.
 *
 * @param names Every option there is.
 * @param at What errors call the object.
 * @throws {TypeError} if `options` is not an object, or has unknown options; the message lists them.
 */
export function copyOptions<Options extends object>(
  options: Options,
  names: Readonly<Record<keyof Options, true>>,
  at = 'options',
): Options {
  const known = Object.keys(names).join(', ')
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${at}: expected an object with ${known}`)
  }
  const copy = { ...options }
  const unknown = Object.keys(copy).filter((name) => !Object.hasOwn(names, name))
  if (unknown.length > 0) {
    const named = unknown.map((name) => (at === 'options' ? name : `${at}.${name}`))
    throw new TypeError(`${named.join(', ')}: unknown option; expected only ${known}`)
  }
  return copy
}
