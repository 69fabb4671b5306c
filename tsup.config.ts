import { defineConfig } from 'tsup'
import packageJson from './package.json' with { type: 'json' }

// Not imported where it is used: a bundler would put in the whole file.
const define = { PACKAGE_VERSION: JSON.stringify(packageJson.version) }

export default defineConfig([
  {
    entry: [
      'src/index.ts',
      'src/zod.ts',
      'src/signature/index.ts',
      'src/standard-webhooks/index.ts',
      'src/receiver/index.ts',
      'src/cache/index.ts',
      'src/prompt-cache/index.ts',
      'src/emitter/index.ts',
      // ipaddr.js is CommonJS, which bundlers keep, used or not, unless it lies in a file that they need not open.
      'src/emitter/address-range.ts',
    ],
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    external: ['bentocache', 'zod'],
    // Bundled: the package has no dependency at run time.
    noExternal: ['@noble/hashes', 'ipaddr.js', 'p-limit'],
    define,
    // ipaddr.js has no `exports`, and without a platform a bundler looks for nothing else.
    esbuildOptions: (options) => Object.assign(options, { mainFields: ['module', 'main'] }),
    clean: true,
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // One file, small to read: what a short call waits for is its start.
    splitting: false,
    minify: true,
    // Bundled: the package has no dependency at run time. Commander is CommonJS and requires Node's modules.
    noExternal: ['commander', 'fastest-levenshtein', 'jsonc-parser', 'tinyglobby'],
    // The main file of jsonc-parser hides its imports from bundlers.
    esbuildOptions: (options) => Object.assign(options, { mainFields: ['module', 'main'] }),
    banner: {
      js: "import { createRequire as createRequireFrom } from 'node:module'; const require = createRequireFrom(import.meta.url);",
    },
  },
])
