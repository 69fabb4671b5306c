import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

/**
 * Returns the path of the program of a runtime that npm installs as one package per platform, or `undefined`
 * if this platform has none. npm runs no install scripts here, so the package itself only lists them.
 *
 * @param file The package.json that lists them.
 * @param path The path of the program in such a package.
 */
export function findProgram(file: string, path: string): string | undefined {
  const { optionalDependencies } = JSON.parse(readFileSync(file, 'utf8'))
  const require = createRequire(resolve(file))
  for (const [name, version] of Object.entries(optionalDependencies)) {
    try {
      const found = require.resolve(`${name}/package.json`)
      // A package that is not installed beside the file may be installed in another version further up.
      if (require(found).version.replace(/^v/, '') === version) return join(dirname(found), path)
    } catch {}
  }
  return undefined
}

/** Returns the package.json of a runtime that is installed as its own package. */
export const packageFile = (name: string) => createRequire(import.meta.url).resolve(`${name}/package.json`)

function program(name: string, path: string): string {
  const found = findProgram(packageFile(name), path)
  if (found === undefined) throw new Error(`No package for this platform has ${path}; run npm ci`)
  return found
}

export const bun = program('bun', 'bin/bun')
export const deno = program('deno', 'deno')
export const workerd = program('workerd', 'bin/workerd')
