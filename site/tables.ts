import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { globSync } from 'tinyglobby'

/** Makes tables of Markdown fit a phone, where each one scrolls by itself, and a screen reader. */
export const tables: AstroIntegration = {
  name: 'tables',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      for (const page of globSync('**/*.html', { cwd: fileURLToPath(dir), absolute: true })) {
        const html = await readFile(page, 'utf8')
        await writeFile(
          page,
          html
            // Markdown needs a heading for each column. An empty one would be announced.
            .replaceAll(/<th( [^>]*)?><\/th>/g, '<td$1></td>')
            .replaceAll(
              /<table>[\s\S]*?<\/table>/g,
              '<div class="table" tabindex="0" role="group" aria-label="Table">$&</div>',
            ),
        )
      }
    },
  },
}
