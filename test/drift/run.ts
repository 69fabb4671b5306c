import { drift } from '../../drift/command.js'
import type { PageLimits } from '../../drift/load-page.js'
import { createFolder } from '../cli/command.js'

const { write } = createFolder()
let pages = 0

/** Writes a page into a file, and returns its path. */
export function pageFile(text: string | Buffer): string {
  return write(`page-${pages++}.mdx`, text)
}

/** Runs the command in this process. `text` is all that it writes. */
export async function run(args: readonly string[], limits?: PageLimits) {
  let stdout = ''
  let stderr = ''
  const output = {
    out: (text: string) => {
      stdout += text
    },
    err: (text: string) => {
      stderr += text
    },
  }
  const exitCode = await drift(args, output, limits)
  return { exitCode, stdout, stderr, text: stdout + stderr }
}

/** Runs the command on a page. */
export function check(page: string | Buffer, ...options: string[]) {
  return run([...options, pageFile(page)])
}
