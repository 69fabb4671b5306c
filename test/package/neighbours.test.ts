import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { createConsumer } from './consumer.js'

// These tests fetch packages from the registry, or take them from the cache of the package manager.
const { folder, tarball } = createConsumer()
const { name } = packageJson

/** The entries that need no other package. */
const free = Object.entries(packageJson.exports).flatMap(([path, target]) =>
  typeof target === 'object' && !/[/](zod|vitest|prompt-cache)$/.test(path) ? [path.replace('.', name)] : [],
)
const loadFree = {
  'free.mjs': `for (const entry of ${JSON.stringify(free)}) await import(entry)
    const { isWebhookEvent } = await import('${name}')
    console.log(isWebhookEvent({}))`,
  'free.cjs': `for (const entry of ${JSON.stringify(free)}) require(entry)
    console.log(require('${name}').isWebhookEvent({}))`,
}

vi.setConfig({ testTimeout: 600_000 })

/** Runs a program in a project, without what Vitest sets for its own processes. */
function start(cwd: string, command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
  const { NODE_ENV, VITEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, ...env } = process.env
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1', ...more },
  })
  if (error) throw error
  return { status, output: stdout + stderr }
}

function createProject(dependencies: object, files: object): string {
  const project = mkdtempSync(join(folder, 'project-'))
  cpSync(tarball, join(project, basename(tarball)))
  const own = { [name]: `file:./${basename(tarball)}` }
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name: 'project', private: true, dependencies: { ...dependencies, ...own } }),
  )
  for (const [file, source] of Object.entries(files)) writeFileSync(join(project, file), source)
  return project
}

const fails = (program: string) =>
  `try { ${program}; console.log('no error') } catch (error) { console.log(error.message) }`
const loadZod = {
  'use.mjs': fails(`await import('prompt-webhooks/zod')`),
  'use.cjs': fails(`require('prompt-webhooks/zod')`),
}
const needsZod = 'found, 4.5 or newer needed'

test.each<{ dependencies: Record<string, string>; files: Record<string, string>; says: string }>([
  { dependencies: { zod: '3.25.76' }, files: loadZod, says: `zod 3.x ${needsZod}` },
  { dependencies: { zod: '3.22.4' }, files: loadZod, says: `zod 3.x ${needsZod}` },
  { dependencies: { zod: '4.0.0' }, files: loadZod, says: `zod 4.0.0 ${needsZod}` },
  { dependencies: { zod: '4.4.3' }, files: loadZod, says: `zod 4.4.3 ${needsZod}` },
  { dependencies: { openai: '4.95.0', zod: '3.24.2' }, files: loadZod, says: `zod 3.x ${needsZod}` },
  { dependencies: { '@langchain/core': '0.3.9' }, files: loadZod, says: `zod 3.x ${needsZod}` },
  {
    dependencies: { 'fast-check': '2.25.0' },
    files: {
      'use.mjs': `import fc from 'fast-check'
        import { arbitraryEvent } from 'prompt-webhooks/testing'
        ${fails('arbitraryEvent(fc)')}`,
    },
    says: 'fast-check 2.25.0 found, 3.23 or newer needed',
  },
  {
    dependencies: { bentocache: '1.0.0' },
    files: {
      'use.mjs': `import { createPromptCache } from 'prompt-webhooks/prompt-cache'
        ${fails('createPromptCache({ load: async () => null })')}`,
    },
    says: 'bentocache 1.5 or older found, 1.6 or newer needed',
  },
  {
    dependencies: { vitest: '2.1.9' },
    files: { 'use.test.mjs': `import 'prompt-webhooks/testing/vitest'` },
    says: 'vitest 3.1 or older found, 3.2 or newer needed',
  },
])('npm installs beside $dependencies, and what is too old is named', ({ dependencies, files, says }) => {
  const project = createProject(dependencies, { ...loadFree, ...files })
  const flags = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']
  const { status, output } = start(project, 'npm', ['install', ...flags])
  expect({ status, output }).toEqual({ status: 0, output: expect.not.stringContaining('ERESOLVE') })
  for (const file of Object.keys(loadFree)) {
    expect(start(project, process.execPath, [file])).toEqual({ status: 0, output: 'false\n' })
  }
  for (const file of Object.keys(files)) {
    const args = file.includes('.test.') ? ['node_modules/vitest/vitest.mjs', 'run'] : [file]
    expect(start(project, process.execPath, args).output).toContain(says)
  }
})

const registry = start(folder, 'npm', ['config', 'get', 'registry']).output.trim()
const yarn = [process.execPath, resolve('node_modules/@yarnpkg/cli-dist/bin/yarn.js')] as const
const yarnSettings = {
  YARN_NPM_REGISTRY_SERVER: registry.replace(/\/$/, ''),
  YARN_UNSAFE_HTTP_WHITELIST: new URL(registry).hostname,
  YARN_ENABLE_TELEMETRY: '0',
  YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
}

test.each([
  {
    manager: 'pnpm',
    command: [resolve('node_modules/.bin/pnpm')],
    install: ['install', '--prefer-offline', '--no-frozen-lockfile'],
    node: [process.execPath],
    settings: {},
  },
  {
    manager: 'Yarn with node_modules',
    command: yarn,
    install: ['install'],
    node: [process.execPath],
    settings: { ...yarnSettings, YARN_NODE_LINKER: 'node-modules' },
  },
  {
    manager: "Yarn with Plug'n'Play",
    command: yarn,
    install: ['install'],
    node: [...yarn, 'node'],
    settings: { ...yarnSettings, YARN_NODE_LINKER: 'pnp' },
  },
])('$manager installs it, and the entries find the libraries of the project', (each) => {
  const { zod } = packageJson.devDependencies
  const withZod = `const { webhookEventSchema } = await import('prompt-webhooks/zod')
    console.log(webhookEventSchema.safeParse({}).success)`
  for (const [version, printed] of [
    [zod, 'false'],
    ['3.25.76', `zod 3.x ${needsZod}`],
  ] as const) {
    const project = createProject({ zod: version }, { ...loadFree, 'zod.mjs': fails(withZod) })
    // A lock file of its own: Yarn would take the project for a part of a larger one.
    writeFileSync(join(project, 'yarn.lock'), '')
    const [command = '', ...args] = each.command
    const { status, output } = start(project, command, [...args, ...each.install], each.settings)
    expect(output).not.toMatch(/ERR_PNPM|YN0002: .*prompt-webhooks/)
    expect(status, output).toBe(0)
    const [node = '', ...flags] = each.node
    for (const file of Object.keys(loadFree)) {
      expect(start(project, node, [...flags, file], each.settings)).toEqual({ status: 0, output: 'false\n' })
    }
    expect(start(project, node, [...flags, 'zod.mjs'], each.settings).output).toContain(printed)
  }
})
