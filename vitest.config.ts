import { defineConfig } from 'vitest/config'
import packageJson from './package.json' with { type: 'json' }

export default defineConfig({
  // As the bundler does.
  define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) },
  test: {
    include: ['test/**/*.test.ts', 'hub/test/**/*.test.ts'],
    typecheck: {
      include: ['test/**/*.test-d.ts'],
      checker: 'node_modules/typescript/bin/tsc',
      tsconfig: 'tsconfig.json',
    },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine takes longer than the usual second.
    expect: { poll: { timeout: 30_000 } },
    // By default one core stays idle.
    maxWorkers: '100%',
    coverage: { include: ['src/**'], exclude: ['src/generated/**'] },
  },
})
