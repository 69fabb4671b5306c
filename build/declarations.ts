import { readFile, rm } from 'node:fs/promises'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Plugin, rollup } from 'rollup'
import { dts } from 'rollup-plugin-dts'

// `tsc` writes a declaration file for each module. This rolls them up into one for each entry, and a few that
// entries share: a type must be declared once, so that every entry accepts what another returns.
const root = new URL('../', import.meta.url)
const { compilerOptions, include }: { compilerOptions: { outDir: string }; include: string[] } = JSON.parse(
  await readFile(new URL('tsconfig.build.json', root), 'utf8'),
)
const modules = fileURLToPath(new URL(compilerOptions.outDir, root))
const entries = include.map((path) => path.replace(/^src\/(.*)\.ts$/, '$1'))

const folderOf = (id: string) => relative(modules, id).split('/')[0] ?? ''
const shared = new Set(['event', 'generated', 'issue', 'runtime'])
const optional = "import * as fast_check from 'fast-check';"

/** A project without fast-check must compile, so a comment makes its types `any` there. */
const tolerateMissing: Plugin = {
  name: 'tolerate-missing',
  renderChunk: (code) =>
    code.replace(optional, `// @ts-ignore If fast-check is not installed, its types are any.\n${optional}`),
}

const bundle = await rollup({
  input: Object.fromEntries(entries.map((entry) => [entry, `${modules}/${entry}.d.ts`])),
  external: (id) => !/^[./]/.test(id),
  plugins: [dts(), tolerateMissing],
  // The plugin warns about types that an entry uses but does not export. settings.test.ts finds those that
  // matter.
  onLog: (level, log) => {
    if (log.plugin !== 'dts') throw new Error(`${level}: ${log.message}`)
  },
})

// TypeScript treats a `.d.ts` file of this package as an ES module, so each has a CommonJS twin.
for (const extension of ['.d.ts', '.d.cts']) {
  await bundle.write({
    dir: fileURLToPath(new URL('dist', root)),
    entryFileNames: `[name]${extension}`,
    chunkFileNames: ({ name }) => `shared/${name.replace(/\.d$/, '')}${extension}`,
    manualChunks: (id) => (shared.has(folderOf(id)) && !id.endsWith('/zod.d.ts') ? folderOf(id) : undefined),
    minifyInternalExports: false,
  })
}
await rm(modules, { recursive: true })
