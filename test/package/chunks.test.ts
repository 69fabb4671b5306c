import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type BuildOptions, build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }

const cruiser: { forbidden: { name: string; to: { pathNot: string | string[] } }[] } = createRequire(
  import.meta.url,
)('../../.dependency-cruiser.cjs')

const entries = Object.values(packageJson.exports).flatMap((target) => {
  if (typeof target === 'string') return []
  const name = target.import.default.replace(/^\.\/dist\/|\.js$/g, '')
  return {
    name,
    forBundlers: resolve(target.import.default),
    inOneFile: [...('node' in target.import ? [target.import.node] : []), target.require.default].map(
      (file) => resolve(file),
    ),
  }
})

/** The files of this package that a file imports when it loads. */
function importsOf(file: string): string[] {
  const code = readFileSync(file, 'utf8')
  const statements = /(?:^(?:import|export)\b[^"'();]*?|\brequire\()["'](\.[^"']+)["']/gm
  return [...code.matchAll(statements)].map(([, path = '']) => join(dirname(file), path))
}

/** A file and all that it loads. */
function loadedBy(file: string, loaded = new Set<string>()): Set<string> {
  if (!loaded.has(file)) {
    loaded.add(file)
    for (const each of importsOf(file)) loadedBy(each, loaded)
  }
  return loaded
}

/** The modules of `src` whose code a file contains. The bundler names each. */
const modulesIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^\/\/(?:#region)? (src\/.*)$/gm)].map(([, path = '']) => path)

const unitOf = (path: string) => /^src\/([^/.]+)/.exec(path)?.[1] ?? ''
const ruleOf = (unit: string) => cruiser.forbidden.find(({ name }) => name === `${unit}-imports`)

/** Whether the import table lets a unit import a module, directly or through others. */
function reaches(unit: string, path: string, seen = new Set<string>()): boolean {
  if (unitOf(path) === unit) return true
  seen.add(unit)
  const allowed = [ruleOf(unit)?.to.pathNot ?? []].flat().map((pattern) => new RegExp(pattern))
  if (allowed.some((pattern) => pattern.test(path))) return true
  const mayImport = (each: string) =>
    [`src/${each}.ts`, `src/${each}/types.ts`].some((file) => allowed.some((pattern) => pattern.test(file)))
  const next = units.filter((each) => !seen.has(each) && mayImport(each))
  return next.some((each) => reaches(each, path, seen))
}

const units = cruiser.forbidden.flatMap(({ name }) => /^(.*)-imports$/.exec(name)?.[1] ?? [])

test('for bundlers, the root entry is one file that imports at most one', () => {
  for (const { forBundlers } of entries.filter(({ name }) => name === 'index')) {
    const imported = [...new Set(importsOf(forBundlers))]
    expect(imported.length, relative('.', forBundlers)).toBeLessThanOrEqual(1)
    expect(imported.flatMap(importsOf)).toEqual([])
  }
})

describe.each(entries)('$name', ({ name, forBundlers, inOneFile }) => {
  test.each([forBundlers, ...inOneFile])(
    '%s loads no module that its row of the import table does not lead to',
    (file) => {
      const modules = [...loadedBy(file)].flatMap(modulesIn)
      expect(modules).not.toEqual([])
      expect(modules.filter((path) => !reaches(unitOf(`src/${name}.ts`), path))).toEqual([])
    },
  )

  test.each(inOneFile)('%s is one file', (file) => {
    expect(importsOf(file)).toEqual([])
  })

  // Vitest refuses to be required.
  test.each([forBundlers, ...inOneFile].filter((file) => !file.endsWith('vitest.cjs')))(
    '%s exports the names of its source, and no other',
    async (file) => {
      const source = await import(resolve(`src/${name}.ts`))
      const built = file.endsWith('.cjs') ? createRequire(import.meta.url)(file) : await import(file)
      expect(Object.keys(built).sort()).toEqual(Object.keys(source).sort())
    },
  )
})

describe('the files that a program gets', () => {
  const program = `import { isWebhookEvent } from 'prompt-webhooks'
    import { createReceiver } from 'prompt-webhooks/receiver'
    console.log(isWebhookEvent, createReceiver)`
  const filesIn = async (options: BuildOptions) => {
    const { metafile } = await build({
      stdin: { contents: program, resolveDir: '.' },
      bundle: true,
      format: 'esm',
      logLevel: 'error',
      metafile: true,
      write: false,
      ...options,
    })
    return Object.keys(metafile?.inputs ?? {}).filter((path) => path !== '<stdin>')
  }
  const shared = entries
    .filter(({ name }) => ['index', 'receiver/index'].includes(name))
    .flatMap(({ forBundlers }) => [...loadedBy(forBundlers)])
  const once = [...new Set(shared)].map((path) => relative('.', path)).sort()

  // Wrangler sets these conditions, and esbuild then leaves out `module`.
  test.each<BuildOptions>([
    { platform: 'browser' },
    { platform: 'node' },
    { platform: 'neutral' },
    { platform: 'browser', conditions: ['workerd', 'worker', 'browser'] },
  ])('a bundle for %o has the code that two entries share once', async (options) => {
    expect((await filesIn(options)).sort()).toEqual(once)
  })

  test.each(['', '/receiver', '/cache'])('Node loads one file for prompt-webhooks%s', (path) => {
    const { stdout } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', `console.log(import.meta.resolve('prompt-webhooks${path}'))`],
      { encoding: 'utf8' },
    )
    expect(stdout.trim()).toBe(pathToFileURL(resolve(`dist${path}/index.mjs`)).href)
  })
})
