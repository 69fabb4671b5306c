import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, output } from './programs.js'
import { write } from './quicktype.js'

const cache = 'node_modules/.cache/prompt-webhooks-programs'

/**
 * Builds a program of a compiled language and returns its folder. The same sources and command are built
 * once, because compilers take seconds.
 *
 * @param files The text of each source file, by its path in the folder.
 * @param command The compiler and its arguments. It runs in the folder.
 */
export function buildProgram(
  files: ReadonlyMap<string, string>,
  command: Command,
  env: Readonly<Record<string, string>> = {},
): string {
  const key = createHash('sha256')
    .update(JSON.stringify([...files, command, env, process.arch]))
    .digest('hex')
  const folder = join(process.cwd(), cache, key)
  if (existsSync(folder)) return folder
  mkdirSync(cache, { recursive: true })
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  for (const [path, text] of files) write(unfinished, path, text)
  output(command, '', { cwd: unfinished, env })
  try {
    renameSync(unfinished, folder)
  } catch {
    // Another process was faster.
    rmSync(unfinished, { recursive: true })
  }
  return folder
}
