import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built site, and the path under which it is to be served. */
    site: { folder: string; base: string }
  }
}

// Not the root of a server, so that a link which ignores the base leads nowhere.
const base = '/docs/of-a-project/'

/** Builds the site once for all tests in this folder. They find it with `inject('site')`. */
export default function buildSite(project: TestProject): () => void {
  // Inside the site: what renders its pages looks for packages from there.
  const folder = resolve(mkdtempSync('site/dist-'))
  // Vitest sets variables of Vite's, and the site is built with Vite.
  const { BASE_URL, MODE, NODE_ENV, PROD, DEV, SSR, ...env } = process.env
  const remove = () => rmSync(folder, { recursive: true })
  for (const [script, ...args] of [
    ['site/write-pages.ts'],
    ['site/run-astro.ts', 'build', '--base', base, '--outDir', `./${basename(folder)}`],
  ]) {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['node_modules/tsx/dist/cli.mjs', script ?? '', ...args],
      { encoding: 'utf8', env },
    )
    if (status !== 0) {
      remove()
      throw new Error(`the site does not build: ${stdout}${stderr}`)
    }
  }
  project.provide('site', { folder, base })
  return remove
}
