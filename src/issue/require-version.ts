/** An optional library, as an entry of this package finds it. */
interface FoundLibrary {
  /** The entry that needs the library, such as `prompt-webhooks/zod`. */
  readonly entry: string
  /** The name of the library on npm. */
  readonly library: string
  /** The version that is installed, such as `4.4.1` or `3.x`, or words that say how old it is. */
  readonly found: string
  /** The lowest version that works, as major and minor: `4.5`. */
  readonly needed: string
}

/**
 * Checks the version of an optional library. npm does not check it: the peer dependencies accept every
 * version. Otherwise npm would refuse to install this package beside an older library that is never loaded.
 *
 * @throws {Error} that names the version that is installed and the one that is needed.
 */
export function requireVersion({ entry, library, found, needed }: FoundLibrary): void {
  const [major = 0, minor = 0] = found.split('.').map(Number)
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number)
  if (major > neededMajor || (major === neededMajor && minor >= neededMinor)) return
  throw new Error(
    `${entry}: ${library} ${found} found, ${needed} or newer needed. Run: npm install ${library}@latest`,
  )
}
