import { chmod, rm, writeFile } from 'node:fs/promises'
import { type BuildOptions, build, type CodeSplittingGroup } from 'rolldown'
import packageJson from '../package.json' with { type: 'json' }
import { thirdPartyLicenses } from './third-party-licenses.js'

// Writes the JavaScript in dist: the entries as ES modules and as CommonJS, and the command.
const entries = [
  'index',
  'zod',
  'signature/index',
  'standard-webhooks/index',
  'receiver/index',
  'cache/index',
  'prompt-cache/index',
  'cloudevents/index',
  'registry/index',
  'emitter/index',
  'testing/index',
  'testing/vitest',
]

// Each file costs time at the start of a program that has no bundler, so modules that are needed together
// share one. test/package/chunks.test.ts says what must not be loaded.
const groups: CodeSplittingGroup[] = [
  // The root entry with its validators, which the other entries import by their public names.
  {
    name: 'index',
    test: /src\/(index|event\/(reading|standard-schema|draft-2020-12)|generated\/(validators|json-schema))\.ts$/,
    priority: 1,
  },
  // What it needs, and what entries need that validate nothing. `event-text` reads, so it stands above.
  {
    name: 'event',
    test: /src\/(event\/(?!event-text)|issue\/(?!require-version)|generated\/)/,
    minShareCount: 2,
  },
  { name: 'runtime', test: /src\/runtime\//, minShareCount: 2 },
  // Not the hash for runtimes without one: the receiver does without.
  { name: 'signing', test: /src\/signing\/(?!hmac\.)/, minShareCount: 2 },
  // An entry that had modules for others would export them.
  { name: 'cache', test: /src\/cache\/(?!index)/ },
]

const common = {
  // ipaddr.js and jsonc-parser have no `exports`, and the main file of jsonc-parser hides its imports.
  resolve: { mainFields: ['module', 'main'], extensionAlias: { '.js': ['.ts', '.js'] } },
  // If src imported package.json, the bundler would include the whole file.
  transform: { define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) } },
} satisfies BuildOptions

const library = {
  ...common,
  platform: 'neutral',
  // Everything else is bundled: the package has no dependency at run time.
  external: /^(bentocache|fast-check|vitest|zod)(\/|$)/,
} satisfies BuildOptions

// A bundle has the code that entries share once.
const forBundlers: BuildOptions = {
  ...library,
  // Bundlers keep CommonJS such as ipaddr.js even if nothing uses it, unless it is in its own file.
  input: Object.fromEntries([...entries, 'emitter/address-range'].map((entry) => [entry, `src/${entry}.ts`])),
  // What `includeDependenciesRecursively: false` requires. chunks.test.ts shows that no entry exports more
  // names.
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist',
    chunkFileNames: 'shared/[name].js',
    codeSplitting: { groups, includeDependenciesRecursively: false },
  },
}

// Node waits for a file longer than for what is in it, so each of these is one file with all that it needs.
// Receivers start often, some of them for each burst of requests. With a file for each entry, the tarball
// would be a third larger.
const modulesForNode = ['index', 'receiver/index', 'cache/index']
const inOneFile = (entry: string, format: 'esm' | 'cjs', extension: string): BuildOptions => ({
  ...library,
  input: `src/${entry}.ts`,
  output: { format, file: `dist/${entry}.${extension}`, codeSplitting: false },
})
const forNode = [
  ...modulesForNode.map((entry) => inOneFile(entry, 'esm', 'mjs')),
  ...entries.map((entry) => inOneFile(entry, 'cjs', 'cjs')),
]

const command: BuildOptions = {
  ...common,
  input: { cli: 'src/cli/main.ts' },
  platform: 'node',
  output: {
    dir: 'dist',
    // Small files: most calls need few of them, and a short call mostly waits for its start.
    chunkFileNames: 'cli/[name].js',
    minify: true,
  },
}

await rm('dist', { recursive: true, force: true })
const outputs = await build([forBundlers, ...forNode, command])
const bundled = outputs.flatMap(({ output }) =>
  output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
)
await chmod('dist/cli.js', 0o755)
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await thirdPartyLicenses(bundled))
