import { findProgram, packageFile } from './javascript-runtimes.js'
import { isAvailable } from './tools.js'

const program = findProgram(packageFile('node-20-for-the-tests'), 'bin/node')

/** Whether npm has installed Node 20, so that tests that need it can run. If not, it does as `hasTools`. */
export function hasNode20(): boolean {
  return isAvailable(program !== undefined, 'Node 20 is missing: run npm ci on Linux')
}

/** The path of Node 20. Check `hasNode20()` first. */
export function node20(): string {
  return program ?? ''
}
