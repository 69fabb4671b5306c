import { existsSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { globSync } from 'tinyglobby'
import { describe, expect, inject, test } from 'vitest'

const { folder, base } = inject('site')
const filesOf = (pattern: string) =>
  globSync(pattern, { cwd: folder, ignore: ['pagefind/**', 'schemas/**'] }).sort()
const read = (file: string) => readFileSync(posix.join(folder, file), 'utf8')
const pages = filesOf('**/*.html')
const twins = filesOf('**/*.md')
const linkAttributes = ['href', 'src', 'srcset', 'action', 'poster']

function elementsOf(file: string): DefaultTreeAdapterTypes.Element[] {
  const walk = (node: DefaultTreeAdapterTypes.Node): DefaultTreeAdapterTypes.Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(walk) : []),
  ]
  return walk(parse(read(file)))
}

const elements = new Map(pages.map((page) => [page, elementsOf(page)]))
const ids = new Map(
  [...elements].map(([page, all]) => [
    page,
    all.flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'id').map(({ value }) => value)),
  ]),
)

/** Where a file is on the server. A page is at its folder. */
const addressOf = (file: string) =>
  new URL(file.replace(/(^|\/)index\.html$/, '$1'), `https://site.test${base}`)

/** Returns what is wrong with a link, or nothing. */
function faultOf(
  file: string,
  link: string,
  anchorsOf: (target: string) => readonly string[],
): string | undefined {
  const url = new URL(link, addressOf(file))
  if (url.host !== 'site.test') return undefined
  const path = decodeURIComponent(url.pathname)
  if (!path.startsWith(base)) return `${file}: ${link} leaves ${base}`
  const target = path.slice(base.length).replace(/(^|\/)$/, '$1index.html')
  const onDisk = posix.join(folder, target)
  if (!existsSync(onDisk) || !statSync(onDisk).isFile()) return `${file}: ${link}, there is no ${target}`
  const anchor = decodeURIComponent(url.hash.slice(1))
  if (anchor && !anchorsOf(target).includes(anchor)) return `${file}: ${link}, ${target} has no #${anchor}`
  return undefined
}

describe('every link on every page', () => {
  const links = [...elements].flatMap(([page, all]) =>
    all.flatMap(({ attrs }) =>
      attrs.filter(({ name }) => linkAttributes.includes(name)).map(({ value }) => ({ page, value })),
    ),
  )

  test('leads to a file and an anchor of the site, or to another site', () => {
    expect(links.length).toBeGreaterThan(pages.length * 20)
    expect(
      links.flatMap(({ page, value }) => faultOf(page, value, (target) => ids.get(target) ?? []) ?? []),
    ).toEqual([])
  })

  test('leads to another site over TLS only', () => {
    const insecure = links.filter(({ value }) => value.startsWith('http:'))
    expect(insecure).toEqual([])
  })
})

describe('the Markdown', () => {
  // As GitHub makes them.
  const anchorsOf = (file: string) =>
    [
      ...read(file)
        .replace(/^```[\s\S]*?^```/gm, '')
        .matchAll(/^#+ (.*)$/gm),
    ].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    )
  const linksOf = (file: string) =>
    [
      ...read(file)
        .replace(/^```[\s\S]*?^```|`[^`\n]*`(?!\])/gm, '')
        .matchAll(/\]\(([^)\s]+)\)/g),
    ].map(([, link = '']) => link)

  test('has a twin for each page, which the page names', () => {
    for (const [page, all] of elements) {
      if (page === '404.html') continue
      const link = all.find(({ attrs }) => attrs.some(({ value }) => value === 'text/markdown'))
      const href = link?.attrs.find(({ name }) => name === 'href')?.value ?? ''
      const twin = page === 'index.html' ? 'index.md' : page.replace(/\/index\.html$/, '.md')
      expect(href, page).toBe(`${base}${twin}`)
      expect(read(twin), twin).toMatch(/^# \S.*\n\n/)
    }
  })

  test('leads to other twins and to files of the site', () => {
    const faults = [...twins, 'llms.txt'].flatMap((file) =>
      linksOf(file).flatMap((link) => faultOf(file, link, anchorsOf) ?? []),
    )
    expect(faults).toEqual([])
    expect(twins.flatMap(linksOf).filter((link) => link.endsWith('/') && !link.startsWith('http'))).toEqual(
      [],
    )
  })

  test('llms.txt lists each twin once, with what it is about', () => {
    const lines = read('llms.txt')
      .split('\n')
      .filter((line) => line.startsWith('- '))
    for (const line of lines) expect(line).toMatch(/^- \[.+\]\(\S+\.md\): \S.+/)
    const listed = lines.map((line) => /\((\S+)\): /.exec(line)?.[1])
    expect(listed.sort()).toEqual(twins.filter((twin) => twin !== 'index.md'))
  })
})
