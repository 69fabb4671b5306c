import { kindOf } from '../issue/issue.js'
import { builtinModule } from '../runtime/builtin-module.js'
import { textOf } from '../signing/raw-body.js'

/** The functions of `node:fs` that this module calls. */
interface FileSystem {
  readdirSync(folder: string, options: { readonly recursive: true }): string[]
  readFileSync(path: string): Uint8Array
  statSync(path: string): { isFile(): boolean }
}

/** The function of `node:path` that this module calls. */
interface Paths {
  join(...parts: string[]): string
}

/** A JSON file. */
interface PayloadFile {
  /** The path within the folder, with `/` on Windows too. */
  readonly file: string
  /** The content, or `undefined` if it is not UTF-8. */
  readonly text: string | undefined
}

/**
 * Reads the `.json` files of a folder and its subfolders, ordered by path.
 *
 * @throws {TypeError} if `folder` is not a path, or the runtime has no file system.
 */
export function payloadFiles(folder: string): PayloadFile[] {
  if (typeof folder !== 'string') throw new TypeError(`folder: expected a path, got ${kindOf(folder)}`)
  const fileSystem = builtinModule<FileSystem>('node:fs')
  const paths = builtinModule<Paths>('node:path')
  if (!fileSystem || !paths) {
    throw new TypeError(
      'This runtime has no node:fs to read payloads with; run the test in Node, Bun or Deno',
    )
  }
  return fileSystem
    .readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.json') && fileSystem.statSync(paths.join(folder, file)).isFile())
    .sort()
    .map((file) => ({
      file: file.replaceAll('\\', '/'),
      text: textOf(fileSystem.readFileSync(paths.join(folder, file))),
    }))
}
