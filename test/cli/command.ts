import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs the built command as a shell would. */
export function run(args: readonly string[], input: string | Buffer = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  return { status, stdout, stderr }
}

/** A new folder, and how to write a file of it. */
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
