/**
 * Refuses options that do not exist, which are most often misspelled.
 *
 * @param names every option there is, as keys.
 * @param of the function that takes the options.
 * @throws {TypeError} that names the first unknown one.
 */
export function refuseUnknownOptions<Options extends object>(
  options: Options,
  names: { readonly [Name in keyof Required<Options>]: unknown },
  of: string,
): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options: expected an object with ${Object.keys(names).join(', ')}`)
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name))
  if (unknown === undefined) return
  const known = Object.keys(names).join(', ')
  throw new TypeError(`${unknown}: unknown option of ${of}; expected only ${known}`)
}
