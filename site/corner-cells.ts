import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { globSync } from 'tinyglobby'

/**
 * Makes plain cells of empty table headings. Markdown needs a heading for each column, but the one above a column that
 * speaks for itself is empty, and screen readers would announce it.
 */
export const cornerCells: AstroIntegration = {
  name: 'corner-cells',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      for (const page of globSync('**/*.html', { cwd: fileURLToPath(dir), absolute: true })) {
        const html = await readFile(page, 'utf8')
        await writeFile(page, html.replaceAll(/<th( [^>]*)?><\/th>/g, '<td$1></td>'))
      }
    },
  },
}
