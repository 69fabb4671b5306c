import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const { resolve } = createRequire(import.meta.url)

/**
 * Returns the path of the program of a runtime that npm installs as one package per platform. npm runs no
 * install scripts here, so the package itself only lists them.
 */
function program(packageJson: { readonly optionalDependencies: object }, path: string): string {
  for (const name of Object.keys(packageJson.optionalDependencies)) {
    try {
      return join(dirname(resolve(`${name}/package.json`)), path)
    } catch {}
  }
  throw new Error(`No package for this platform has ${path}; run npm ci`)
}

const packageOf = (name: string) => createRequire(import.meta.url)(`${name}/package.json`)

export const bun = program(packageOf('bun'), 'bin/bun')
export const deno = program(packageOf('deno'), 'deno')
export const workerd = program(packageOf('workerd'), 'bin/workerd')
