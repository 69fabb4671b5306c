import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const command = join(process.cwd(), 'bin/prompt-webhooks.js')

/** Runs the built command as a shell would. */
export function run(args: readonly string[], input: string | Buffer = '', folder = process.cwd()) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
    // A wrong call that the command accepts would listen forever.
    timeout: 50_000,
    cwd: folder,
  })
  return { status, stdout, stderr }
}

/** Creates a folder, and returns a function that writes files in it. */
export function createFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  return {
    folder,
    write(name: string, content: string | Buffer): string {
      const path = join(folder, name)
      writeFileSync(path, content)
      return path
    },
  }
}
