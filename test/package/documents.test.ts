import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, posix, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const packages = ['.', 'hub']

/** The paths in the tarball of a package. */
function packedFiles(root: string): string[] {
  const args = ['pack', '--json', '--dry-run', '--ignore-scripts']
  const [{ files }] = JSON.parse(execFileSync('npm', args, { cwd: root, encoding: 'utf8' }))
  return files.map(({ path }: { path: string }) => path)
}

// As GitHub and npm make them.
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )

describe.each(packages)('the tarball of %s', (root) => {
  const files = packedFiles(root)
  const read = (path: string) => readFileSync(join(root, path), 'utf8')

  test('holds a README and the licence', () => {
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE']))
    expect(read('LICENSE')).toBe(readFileSync('LICENSE', 'utf8'))
  })

  test('holds what its documents link to', () => {
    const dead = files
      .filter((path) => path.endsWith('.md'))
      .flatMap((document) => {
        const text = read(document).replace(/^```[\s\S]*?^```/gm, '')
        const links = [...text.matchAll(/\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]*))?\)/g)]
        return links.flatMap(([link, path = '', anchor]) => {
          const target = path ? posix.join(posix.dirname(document), path) : document
          const isFile = files.includes(target)
          const isFolder = files.some((each) => each.startsWith(`${target.replace(/\/$/, '')}/`))
          const isThere = anchor ? isFile && anchorsOf(read(target)).includes(anchor) : isFile || isFolder
          return isThere ? [] : [`${document}: ${link}`]
        })
      })
    expect(dead).toEqual([])
  })
})

test('the README of the hub names sections that its guide has', () => {
  const headings = [...readFileSync('docs/hub.md', 'utf8').matchAll(/^##+ (.*)$/gm)].map(
    ([, heading]) => heading,
  )
  const rows = [...readFileSync('hub/README.md', 'utf8').matchAll(/^\| .*\| ([^|]+?) +\|$/gm)].slice(1)
  const named = rows
    .flatMap(([, cell = '']) => cell.split(', '))
    .filter((cell) => !/^(section |\[|-+$)/.test(cell))
  expect(named.length).toBeGreaterThan(15)
  expect(named.filter((name) => !headings.includes(name))).toEqual([])
})

test.each(['README.md', 'hub/README.md'])('%s has at most 150 lines', (path) => {
  expect(readFileSync(path, 'utf8').trim().split('\n').length).toBeLessThanOrEqual(150)
})

describe('the address of the repository', () => {
  const start = (folder: string, ...args: string[]) => {
    const program = [resolve('node_modules/tsx/dist/cli.mjs'), resolve('build/repository.ts'), ...args]
    return execFileSync(process.execPath, program, { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
  }

  test('is missing, or the same in both packages', () => {
    const addresses = packages.map((root) => {
      const { repository, homepage, bugs } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
      return [repository?.url, homepage?.split(/[#]|[/]tree[/]/)[0], bugs?.url]
    })
    expect(addresses[0]).toEqual(addresses[1])
  })

  test('is set in one place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'repository-'))
    mkdirSync(join(folder, 'hub'))
    for (const root of packages) {
      writeFileSync(join(folder, root, 'package.json'), JSON.stringify({ name: root, version: '1.0.0' }))
    }
    expect(() => start(folder)).toThrow('repository is not set')
    start(folder, 'https://github.com/owner/name/')
    expect(start(folder)).toBe(
      '.: git+https://github.com/owner/name.git\nhub: git+https://github.com/owner/name.git\n',
    )
    expect(JSON.parse(readFileSync(join(folder, 'hub/package.json'), 'utf8'))).toEqual({
      name: 'hub',
      version: '1.0.0',
      repository: { type: 'git', url: 'git+https://github.com/owner/name.git', directory: 'hub' },
      homepage: 'https://github.com/owner/name/tree/main/hub#readme',
      bugs: { url: 'https://github.com/owner/name/issues' },
    })
  })
})
