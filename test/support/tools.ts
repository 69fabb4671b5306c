import { spawnSync } from 'node:child_process'
import { networkInterfaces } from 'node:os'
import tools from './tools.json' with { type: 'json' }

/** A program or library outside npm that some tests need. `tools.json` names its Debian packages. */
export type Tool = keyof typeof tools

const found = new Map<Tool, boolean>()

/**
 * Whether the tools are installed, so that tests that need them can run. Prints the name and the Debian
 * packages of each missing tool.
 *
 * @throws {Error} Under CI, if a tool is missing: there it is a failure, not a reason to skip tests.
 */
export function hasTools(...names: readonly Tool[]): boolean {
  return names.map(hasTool).every(Boolean)
}

/**
 * Whether this machine has the loopback address of IPv6. If not, it prints that tests are skipped, even under
 * CI: no package can add it, and many containers lack it.
 */
export function hasIpv6(interfaces = networkInterfaces()): boolean {
  const addresses = Object.values(interfaces).flatMap((each) => each ?? [])
  const isHere = addresses.some(({ address }) => address === '::1')
  if (!isHere) printSkipped('The address ::1 is missing: enable IPv6 on the loopback interface')
  return isHere
}

/**
 * Returns whether something that tests need is here. Otherwise it prints what is missing.
 *
 * @throws {Error} Under CI, if it is not here.
 */
export function isAvailable(isHere: boolean, missing: string): boolean {
  if (!isHere && isCi()) throw new Error(missing)
  if (!isHere) printSkipped(missing)
  return isHere
}

function printSkipped(reason: string): void {
  process.stderr.write(`Tests are skipped. ${reason}\n`)
}

/** Whether this is CI: `CI` is set, and not to `false`, `0` or nothing. */
export function isCi({ CI = '' } = process.env): boolean {
  return !['', '0', 'false'].includes(CI)
}

/** Names a missing tool and its Debian packages. */
export function missingTool(name: Tool): string {
  return `${name} is missing: install the Debian packages ${tools[name].packages.join(' ')}`
}

function hasTool(name: Tool): boolean {
  const known = found.get(name)
  if (known !== undefined) return known
  const isHere = spawnSync('sh', ['-c', tools[name].probe]).status === 0
  found.set(name, isAvailable(isHere, missingTool(name)))
  return isHere
}
