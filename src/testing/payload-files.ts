import { builtinModule } from '../runtime/builtin-module.js'
import { textOf } from '../signing/raw-body.js'

/** What is used of `node:fs`. */
interface FileSystem {
  readdirSync(folder: string, options: { readonly recursive: true }): string[]
  readFileSync(path: string): Uint8Array
  statSync(path: string): { isFile(): boolean }
}

/** What is used of `node:path`. */
interface Paths {
  join(...parts: string[]): string
}

/** A file by its path within a folder, and its text: none if its bytes are not UTF-8. */
interface PayloadFile {
  readonly file: string
  readonly text: string | undefined
}

/** The `.json` files in a folder and in its folders. @throws {TypeError} if there is no file system. */
export function payloadFiles(folder: string): PayloadFile[] {
  const fileSystem = builtinModule<FileSystem>('node:fs')
  const paths = builtinModule<Paths>('node:path')
  if (!fileSystem || !paths) throw new TypeError('checkPayloads: needs the file system of Node')
  return fileSystem
    .readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.json') && fileSystem.statSync(paths.join(folder, file)).isFile())
    .sort()
    .map((file) => ({
      file: file.replaceAll('\\', '/'),
      text: textOf(fileSystem.readFileSync(paths.join(folder, file))),
    }))
}
