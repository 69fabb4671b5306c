import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Runs a command in a POSIX shell and returns its output. */
export async function runInShell(command: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command])
  return stdout
}
