import { defineConfig } from 'tsup'

export default defineConfig([
  {
    entry: [
      'src/index.ts',
      'src/zod.ts',
      'src/signature/index.ts',
      'src/standard-webhooks/index.ts',
      'src/receiver/index.ts',
    ],
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    external: ['zod'],
    // Bundled: the package has no dependency at run time.
    noExternal: ['@noble/hashes'],
    clean: true,
  },
  {
    entry: { cli: 'src/cli/main.ts' },
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Commander is CommonJS and requires Node's modules.
    noExternal: ['commander'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  },
])
