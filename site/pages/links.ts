import { existsSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import type { Page } from './page.js'

/** Files that the site serves as they are, under their path in the repository. */
export const servedFolders = ['schemas/v1', 'examples/payloads']

const manifest: { repository?: { url: string } } = JSON.parse(readFileSync('package.json', 'utf8'))

/** The address of the repository, if it has one. */
export const repositoryUrl = manifest.repository?.url.replace(/^git\+|\.git$/g, '')

// Code comes first, so that nothing in it is taken for a link.
const codeOrLink = /^(`{3,})[\s\S]*?^\1`*$|`+[^`\n]*`+|(\[(?:[^[\]`]|`[^`]*`|\[[^\]]*\])*\])\(([^()\s]+)\)/gm

/**
 * Replaces the links of a text to files of the repository by links to pages of the site and to files that it
 * serves. They are relative, so the site works in any folder. A file that the site does not have is linked in
 * the repository. While that has no address, the words stay without a link.
 *
 * @param folder where the text is served, such as `events` for the twin `events/some_event.md`
 * @param pathOf returns the path of a page, relative to the root of the site
 * @param repository the address of the repository. Default: the one in package.json, if there is one
 */
export function withLinks(
  text: string,
  {
    source,
    pages,
    folder,
    pathOf,
    repository = repositoryUrl,
  }: {
    source: string
    pages: readonly Page[]
    folder: string
    pathOf: (page: Page) => string
    repository?: string | undefined
  },
): string {
  return text.replaceAll(codeOrLink, (match, _fence, words?: string, target?: string) => {
    if (!words || !target || /^[a-z]+:/.test(target)) return match
    const [path = '', anchor] = target.split('#')
    const [sourceFile = ''] = source.split('#')
    const file = path ? posix.join(posix.dirname(sourceFile), path).replace(/\/$/, '') : sourceFile
    const section = anchor ? pages.find((page) => page.source === `${file}#${anchor}`) : undefined
    const page = section ?? pages.find((page) => page.source === file || page.source === `${file}/README.md`)
    if (!section && source.startsWith(`${file}#`)) return match
    const hash = anchor && !section ? `#${anchor}` : ''
    // The name of a file says little to a reader of the site.
    const label = page && /^\[`?[\w./-]+\.md`?\]$/.test(words) ? `[${page.title}]` : words
    if (page) return `${label}(${relative(folder, pathOf(page))}${hash})`
    // What the build writes is in the package alone.
    if (/^(hub\/)?dist\//.test(file)) return words.slice(1, -1)
    if (!existsSync(file)) throw new Error(`${source}: links to ${file}, which does not exist`)
    const isFile = statSync(file).isFile()
    if (isFile && servedFolders.some((each) => file.startsWith(`${each}/`)))
      return `${words}(${relative(folder, file)})`
    return repository
      ? `${words}(${repository}/${isFile ? 'blob' : 'tree'}/main/${file}${hash})`
      : words.slice(1, -1)
  })
}

/** Returns a relative path that keeps the slash at the end. */
function relative(folder: string, path: string): string {
  const end = path.endsWith('/') || path === '' ? '/' : ''
  return `${posix.relative(`/${folder}`, `/${path}`) || '.'}${end}`
}
