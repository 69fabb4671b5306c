import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const decisions = readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`)
const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts
const read = (file: string) => readFileSync(file, 'utf8')
const sourceFolders = readdirSync('src', { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => name)
const cruiser: { forbidden: { name: string; to: { pathNot: string | string[] } }[] } = createRequire(
  import.meta.url,
)('../../.dependency-cruiser.cjs')

describe.each(['CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md', ...decisions])('%s', (file) => {
  const text = read(file)

  test('names only files and folders that exist', () => {
    const paths = [
      ...text.matchAll(/`((?:\.ci|\.github|build|docs|drift|examples|hub|schemas|src|test)\/[^`\s]*)`/g),
    ]
      .map(([, path = '']) => path)
      .filter((path) => !/[<*{]/.test(path))
    expect(paths.filter((path) => !existsSync(path) && !path.includes('dist/'))).toEqual([])
  })

  test('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([])
  })

  test('names only scripts that exist', () => {
    const names = [...text.matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
  })
})

test('every folder of src is in docs/architecture.md, with its imports', () => {
  const text = read('docs/architecture.md')
  const [folders = '', imports = ''] = text.slice(text.indexOf('## Folders')).split('## Who may import whom')
  for (const name of sourceFolders) {
    expect(folders).toContain(`\`src/${name}/\``)
    expect(imports).toContain(`\n| \`${name}\` `)
  }
})

test.each(
  cruiser.forbidden.flatMap(({ name, to }) => {
    const folder = /^(?!codegen|cli|hub|zod|generated)(.*)-imports$/.exec(name)?.[1]
    return folder ? [{ folder, allowed: [to.pathNot].flat() }] : []
  }),
)('docs/architecture.md lists what the import rule of $folder allows', ({ folder, allowed }) => {
  const row = new RegExp(`^[|] \`${folder}(?:[.]ts)?\` +[|](.*)[|]$`, 'm').exec(read('docs/architecture.md'))
  const listed = [...(row?.[1] ?? '').matchAll(/`([^`]*)`/g)].map(([, name]) => name)
  const files = ['index.ts', ...sourceFolders.filter((name) => name !== folder)]
  const permitted = files.filter((name) => {
    const path = name.endsWith('.ts') ? `src/${name}` : `src/${name}/types.ts`
    return allowed.some((pattern) => new RegExp(pattern).test(path))
  })
  expect(listed.sort()).toEqual(permitted.sort())
})

test('every page of decisions is in its index', () => {
  const index = read('docs/decisions/README.md')
  for (const page of readdirSync('docs/decisions').filter((name) => name !== 'README.md')) {
    expect(index).toContain(`[${page}](${page})`)
  }
})
