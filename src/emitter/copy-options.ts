/**
 * Copies an options object, so that each option is read once: the value that is checked is the value that is used.
 *
 * @param names Every option there is.
 * @throws {TypeError} if `options` is not an object, or has options that are not in `names`; the message lists them.
 */
export function copyOptions<Options extends object>(
  options: Options,
  names: Readonly<Record<keyof Options, true>>,
  at = '',
): Options {
  const copy = { ...options }
  const unknown = Object.keys(copy).filter((name) => !Object.hasOwn(names, name))
  if (unknown.length > 0) {
    const known = Object.keys(names).join(', ')
    throw new TypeError(`${unknown.map((name) => at + name).join(', ')}: unknown option; expected ${known}`)
  }
  return copy
}
