/**
 * Says why this Node cannot run the hub. Returns undefined if it can.
 *
 * @param version such as `22.12.0`.
 * @param engines the range of `package.json`, such as `>=22.12`.
 */
export function nodeProblem(version: string, engines: string): string | undefined {
  const oldest = engines.replace('>=', '')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return `needs Node ${oldest} or newer, and this is Node ${version}. Install a newer Node`
}
