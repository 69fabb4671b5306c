import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { globSync } from 'tinyglobby'

/** Changes the HTML of each page after the build. */
export function htmlPass(name: string, change: (html: string) => string): AstroIntegration {
  return {
    name,
    hooks: {
      'astro:build:done': async ({ dir }) => {
        for (const page of globSync('**/*.html', { cwd: fileURLToPath(dir), absolute: true })) {
          await writeFile(page, change(await readFile(page, 'utf8')))
        }
      },
    },
  }
}
