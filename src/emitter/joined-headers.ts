/**
 * Returns headers by their names in lower case. The values of a header that came several times are joined
 * with `, `, whatever the header.
 *
 * @param each Calls its argument with each header.
 */
export function joinedHeaders(
  each: (add: (value: string, name: string) => void) => void,
): Readonly<Record<string, string>> {
  const joined = new Map<string, string>()
  each((value, name) => {
    const key = name.toLowerCase()
    const before = joined.get(key)
    joined.set(key, before === undefined ? value : `${before}, ${value}`)
  })
  return Object.fromEntries(joined)
}
