import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

/** Whether curl is installed. In CI a missing curl is a failure, not a reason to skip. */
export const hasCurl = Boolean(process.env.CI) || spawnSync('curl', ['--version']).status === 0

/** Runs a command in a POSIX shell and returns its output. */
export async function runInShell(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command])
  return stdout
}
