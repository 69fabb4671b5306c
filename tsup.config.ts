import { defineConfig } from 'tsup'
import packageJson from './package.json' with { type: 'json' }

// If src imported package.json, the bundler would include the whole file.
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
      'src/cloudevents/index.ts',
      'src/registry/index.ts',
      'src/emitter/index.ts',
      // Bundlers keep CommonJS such as ipaddr.js even if nothing uses it, unless it is in a file of its own.
      'src/emitter/address-range.ts',
      'src/testing/index.ts',
      'src/testing/vitest.ts',
    ],
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    external: ['bentocache', 'vitest', 'zod'],
    // Bundled: the package has no dependency at run time.
    noExternal: ['@noble/hashes', 'ipaddr.js', 'p-limit'],
    define,
    // ipaddr.js has no `exports`. Without a platform, the bundler would read nothing else.
    esbuildOptions: (options) => Object.assign(options, { mainFields: ['module', 'main'] }),
    clean: true,
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Small files: most calls need few of them, and a short call mostly waits for its start.
    splitting: true,
    minify: true,
    define,
    // Bundled: the package has no dependency at run time.
    noExternal: ['commander', 'eventsource-parser', 'fastest-levenshtein', 'jsonc-parser', 'tinyglobby'],
    // The main file of jsonc-parser hides its imports from bundlers.
    esbuildOptions: (options) => Object.assign(options, { mainFields: ['module', 'main'] }),
    // Commander is CommonJS and requires Node's modules.
    banner: {
      js: "import { createRequire as createRequireFrom } from 'node:module'; const require = createRequireFrom(import.meta.url);",
    },
  },
])
