import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import packageJson from './package.json' with { type: 'json' }
import { LongestFirst } from './test/support/longest-first.js'

// How many deliveries a crash repeats depends on how soon results are recorded, so nothing else runs
// meanwhile.
const crash = ['hub/test/crash/*.test.ts']

// Matrices and browsers that take too long for `npm test`: `npm run test:long` and CI run them.
const long = [
  'hub/test/{browser,browser-look,browser-webhooks,image,operator-pages}.test.ts',
  'test/codegen/{modelina,one-file,openapi-types}.test.ts',
  'test/fakes/*.test.ts',
  'test/compat/jsoncompat.test.ts',
  'test/languages/pages.test.ts',
  'test/mutants/*.test.ts',
  'test/newcomer/*.test.ts',
  'test/package/{compilers,settings,neighbours}.test.ts',
  'test/polyglot/*.test.ts',
  'test/recipes/thousand-events.test.ts',
  'test/runtimes/*.test.ts',
  'test/testing/check-receiver/planted-faults.test.ts',
]

// They share one build of the documentation site, which `globalSetup` makes.
const site = ['test/site/*.test.ts']

// Tests that need the build, a tool other than Python, or more than a few seconds. All others are fast.
const full = [
  'hub/test/**/*.test.ts',
  'test/compat/{check,command,gaps,mutations,release,replay}.test.ts',
  'test/release/{bill-of-materials,changelog,steps}.test.ts',
  'test/{ci,cli,documents,end-to-end,languages,package,recipes,runtimes}/**/*.test.ts',
  'test/**/{canonical-json,documentation,frameworks,fuzz,other-runtimes,processes,promptlayer-sdk,quicktype,registry-model,ways}.test.ts',
  'test/types.test.ts',
]

const project = (
  name: string,
  include: readonly string[],
  exclude: readonly string[] = [],
  settings: { globalSetup?: string } = {},
) => ({
  extends: true as const,
  test: { ...settings, name, include: [...include], exclude: ['**/node_modules/**', ...exclude] },
})

export default defineConfig({
  // The bundler defines it in the same way.
  define: { PACKAGE_VERSION: JSON.stringify(packageJson.version) },
  test: {
    projects: [
      project('fast', ['test/**/*.test.ts'], [...full, ...long, ...site]),
      project('full', full, [...long, ...crash]),
      project('long', long),
      project('crash', crash),
      project('site', site, [], { globalSetup: 'test/site/build-site.ts' }),
    ],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default of one second is too short for a busy machine.
    expect: { poll: { timeout: 30_000 } },
    // Tests often wait for a socket or a process. One worker more than cores keeps the cores busy.
    maxWorkers: availableParallelism() + 1,
    sequence: { sequencer: LongestFirst },
    coverage: { include: ['src/**'], exclude: ['src/generated/**'] },
  },
})
