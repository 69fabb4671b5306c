import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

// Nothing that was built or installed, and nothing of version control.
const leftOut = new Set(['node_modules', 'dist', '.git'])

/**
 * Copies the sources of this repository into a new folder, in which its programs run, and returns the folder.
 */
export function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
  cpSync('.', copy, { recursive: true, filter: (path) => !leftOut.has(basename(path)) })
  // The workspaces refer to the copy, all other packages to the ones that are installed.
  mkdirSync(join(copy, 'node_modules'))
  const own = { 'prompt-webhooks': '..', 'prompt-webhooks-hub': '../hub' }
  for (const name of readdirSync('node_modules').filter((each) => !Object.hasOwn(own, each))) {
    symlinkSync(resolve('node_modules', name), join(copy, 'node_modules', name))
  }
  for (const [name, target] of Object.entries(own)) symlinkSync(target, join(copy, 'node_modules', name))
  if (existsSync('hub/node_modules')) symlinkSync(resolve('hub/node_modules'), join(copy, 'hub/node_modules'))
  return copy
}
