/**
 * Checks the version of an optional library. npm does not check it: the peer dependencies accept every
 * version. Otherwise npm would refuse to install this package beside an older library that is never loaded.
 *
 * @param library The name of the library on npm.
 * @param found The installed version, such as `4.4.1` or `3.x`. A text that is not a version is accepted.
 * @param needed The lowest version that works, as major and minor: `4.5`.
 * @throws {Error} that names both versions.
 */
export function requireVersion(library: string, found: string, needed: string): void {
  const [major = 0, minor = 0] = found.split('.').map(Number.parseFloat)
  const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number.parseFloat)
  if (major < neededMajor || (major === neededMajor && minor < neededMinor)) {
    throw new Error(
      `prompt-webhooks: ${library} ${found} found, ${needed} or newer needed: npm install ${library}@latest`,
    )
  }
}
