import { globSync } from 'tinyglobby'
import { readMarkdown } from './markdown-file.js'
import type { Page } from './page.js'

/** The pages of `docs/` and of contributors, except for those that another kind of page is made of. */
export function repositoryPages(): Page[] {
  const files = globSync(['SECURITY.md', 'CONTRIBUTING.md', 'docs/**/*.md'], { ignore: ['docs/events.md'] })
  return files.sort().map((source) => ({ slug: slugOf(source), source, ...readMarkdown(source) }))
}

/** Returns the path of a page on the site: `docs/languages/README.md` is `languages`. */
function slugOf(source: string): string {
  return source
    .replace(/^docs\//, '')
    .replace(/\.md$/, '')
    .replace(/\/README$/, '')
    .toLowerCase()
}
