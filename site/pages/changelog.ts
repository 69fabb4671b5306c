import { existsSync } from 'node:fs'
import { readMarkdown } from './markdown-file.js'
import type { Page } from './page.js'

const changelogs = [
  { slug: 'changelog', source: 'CHANGELOG.md', title: 'Changelog' },
  { slug: 'changelog/hub', source: 'hub/CHANGELOG.md', title: 'Changelog of the hub' },
]

/** What each release changes. Before the first release there is nothing to tell. */
export function changelogPages(): Page[] {
  return changelogs
    .filter(({ source }) => existsSync(source))
    .map((page) => ({ ...page, text: readMarkdown(page.source).text }))
}
