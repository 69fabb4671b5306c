import { createRequire } from 'node:module'

const { engines }: { engines: { node: string } } = createRequire(import.meta.url)(
  'prompt-webhooks-hub/package.json',
)

/**
 * Says why this Node cannot run the hub. Returns undefined if it can.
 *
 * @param version such as `22.12.0`. Default: that of this process.
 * @param range such as `>=22.12`. Default: that of `package.json`.
 */
export function nodeProblem(version = process.versions.node, range = engines.node): string | undefined {
  const oldest = range.replace('>=', '')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = oldest.split('.').map(Number)
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return undefined
  return `needs Node ${oldest} or newer, and this is Node ${version}. Install a newer Node`
}
