// Writes what the site is built from: its pages, and beside them their Markdown twins, llms.txt and the files
// that the site serves. Runs in the root of the repository.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import { contents, isListedAs } from './contents.js'
import { apiReference } from './pages/api.js'
import { changelogPages } from './pages/changelog.js'
import { commandPages } from './pages/command.js'
import { eventPages } from './pages/events.js'
import { firstSentences } from './pages/first-sentences.js'
import { homePage } from './pages/home.js'
import { httpApiPages } from './pages/http-api.js'
import { openApiFile, servedFolders, withLinks } from './pages/links.js'
import { withNameLinks } from './pages/name-links.js'
import { openApiText } from './pages/openapi-document.js'
import type { Page } from './pages/page.js'
import { playgroundPage } from './pages/playground.js'
import { repositoryPages } from './pages/repository.js'

const home = homePage()
const reference = await apiReference()
const openApi = await openApiText()
const pages = [
  home,
  ...repositoryPages().map((page) => withNameLinks(page, reference.addresses)),
  ...changelogPages(),
  ...eventPages(),
  ...reference.pages,
  ...(await commandPages()),
  ...httpApiPages(openApi),
  playgroundPage(),
]

const contentFolder = 'site/src/content/docs'
const publicFolder = 'site/public'

/** The path of a page's Markdown twin on the site. */
const twinOf = ({ slug }: Page) => `${slug || 'index'}.md`
const descriptionOf = (page: Page) => page.description ?? firstSentences(page.twin ?? page.text)

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

/** What a page is to Starlight. */
function contentOf(page: Page): string {
  const { slug, source, title, frontmatter } = page
  const text = withLinks(page.text, {
    source,
    pages,
    folder: slug,
    pathOf: ({ slug }) => (slug ? `${slug}/` : ''),
  })
  const fields = { title, description: descriptionOf(page), ...(slug ? { slug } : {}), ...frontmatter }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return `---\n${lines.join('\n')}\n---\n\n${text}`
}

/** The page in plain Markdown. */
function twinTextOf(page: Page): string {
  const { source, title, text, twin = text } = page
  return `# ${title}\n\n${withLinks(twin, { source, pages, folder: posix.dirname(twinOf(page)), pathOf: twinOf }).trim()}\n`
}

/** The list of all pages for language models: https://llmstxt.org. */
function llmsText(): string {
  const sections = contents.map(({ label, pages: entries }) => {
    const listed = entries.flatMap((entry) =>
      typeof entry === 'string' ? pages.filter(({ slug }) => slug && isListedAs(entry, slug)) : [],
    )
    return `## ${label}\n\n${listed.map((page) => `- [${page.title}](${twinOf(page)}): ${descriptionOf(page)}`).join('\n')}\n`
  })
  return [`# ${home.title}\n`, `> ${descriptionOf(home)}\n`, ...sections].join('\n')
}

const lost = pages.filter(
  ({ slug }) =>
    slug &&
    !contents.some(({ pages }) =>
      pages.some((entry) => typeof entry === 'string' && isListedAs(entry, slug)),
    ),
)
if (lost.length > 0) {
  throw new Error(`not in site/contents.ts, so nobody finds it: ${lost.map(({ slug }) => slug).join(', ')}`)
}

for (const folder of [contentFolder, publicFolder]) rmSync(folder, { recursive: true, force: true })
cpSync('site/static', publicFolder, { recursive: true })
for (const folder of servedFolders) cpSync(folder, `${publicFolder}/${folder}`, { recursive: true })
for (const page of pages) {
  const path = `${contentFolder}/${twinOf(page)}${page.isMdx ? 'x' : ''}`
  if (existsSync(path)) throw new Error(`two pages are ${page.slug}`)
  write(path, contentOf(page))
  write(`${publicFolder}/${twinOf(page)}`, twinTextOf(page))
}
write(`${publicFolder}/${openApiFile}`, openApi)
write(`${publicFolder}/llms.txt`, llmsText())
