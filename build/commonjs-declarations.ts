import { readdir, readFile, writeFile } from 'node:fs/promises'

// TypeScript treats a `.d.ts` file of this package as an ES module, so each needs a CommonJS twin.
const folder = new URL('../dist/', import.meta.url)
const commonJs = (path: string) => path.replace(/\.d\.ts(\.map)?$/, '.d.cts$1')

for (const path of await readdir(folder, { recursive: true })) {
  if (!/\.d\.ts(\.map)?$/.test(path)) continue
  const text = await readFile(new URL(path, folder), 'utf8')
  const twin = path.endsWith('.map')
    ? text.replace(/("file":"[^"]*)\.d\.ts"/, '$1.d.cts"')
    : text
        .replace(/((?:from|import\()\s*['"]\.{1,2}\/[^'"]*)\.js(['"])/g, '$1.cjs$2')
        .replace(/(sourceMappingURL=.*)\.d\.ts\.map/, '$1.d.cts.map')
  await writeFile(new URL(commonJs(path), folder), twin)
}
