import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { hasTools } from '../support/tools.js'
import { createConsumer } from './consumer.js'

const { folder, installed, run } = createConsumer()
const libraries = [
  '@types',
  '@jest',
  'expect',
  'express',
  'fast-check',
  'fastify',
  'msw',
  'nock',
  'supertest',
  'vitest',
]
for (const name of libraries) symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name))

const blocks = ['README.md', 'docs/testing.md', 'docs/check.md']
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')
  .split(/^```(?=ts|js)/m)
  .slice(1)
  .map((block) => block.slice(block.indexOf('\n') + 1).split('```')[0] ?? '')
const blockWith = (words: string) => blocks.find((block) => block.includes(words)) ?? ''

/** Runs one of our development tools in the consumer's project. */
function start(program: string, ...args: string[]) {
  const { NODE_ENV, VITEST, VITEST_MODE, VITEST_POOL_ID, VITEST_WORKER_ID, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('node_modules', program), ...args],
    {
      cwd: folder,
      env: { ...env, NO_COLOR: '1' },
      encoding: 'utf8',
    },
  )
  return { status, output: stdout + stderr }
}

const vitestExamples = blocks.filter((block) => block.includes("from 'vitest'"))

const use = `
  expect({}).toBeWebhookEvent('prompt_template_deleted')
  expect({}).not.toMatchContract()
  expect({}).toEqual({ event: expect.toBeWebhookEvent() })
  // @ts-expect-error no event has this type
  expect({}).toBeWebhookEvent('prompt_template_added_later')
  export {}`

// Each test starts a program, which takes a minute on a busy machine.
vi.setConfig({ testTimeout: 300_000 })

// Tests that must fail in both frameworks, with these messages.
const failing = (setUp: string) => `${setUp}
const { exampleEvents } = kit
const event = exampleEvents.prompt_template_deleted
test('positive', () => expect({ ...event, user_id: 'a' }).toBeWebhookEvent())
test('negated', () => expect(event).not.toMatchContract())
test('asymmetric', () => expect({ event }).toEqual({ event: expect.toBeWebhookEvent('prompt_template_created') }))`
const messages = [
  'expected a webhook event, got an invalid event:',
  'user_id: expected a whole number, got a string',
  'expected anything but an event that matches the strict contract, got prompt_template_deleted',
  // The asymmetric one, in the diff.
  '(expected a webhook event of type prompt_template_created, got prompt_template_deleted)',
  '3 failed',
]

test('the examples of docs/testing.md, docs/check.md and of the README pass in Vitest, and failing matchers say why', () => {
  expect(vitestExamples).toHaveLength(13)
  for (const [index, example] of vitestExamples.entries())
    writeFileSync(join(folder, `${index}.test.ts`), example)
  cpSync('examples/payloads', join(folder, 'test/payloads'), { recursive: true })
  const setUp = `import { expect, test } from 'vitest'
    import 'prompt-webhooks/testing/vitest'
    import * as kit from 'prompt-webhooks/testing'`
  writeFileSync(join(folder, 'failing.test.mjs'), failing(setUp))
  // One process: ten processes would take ten times as long.
  const flags = ['--pool=threads', '--no-isolate', '--maxWorkers=1', '--testTimeout=60000']
  const { output } = start('vitest/vitest.mjs', 'run', ...flags)
  for (const message of [...messages, '1 failed | 13 passed (14)']) expect(output).toContain(message)
})

test('the matchers work in Jest, and failing matchers say why', () => {
  const jest = join(folder, 'jest')
  mkdirSync(jest)
  writeFileSync(join(jest, 'jest.setup.cjs'), blockWith('// jest.setup.cjs'))
  const config = {
    setupFilesAfterEnv: ['./jest.setup.cjs'],
    testMatch: ['**/*.spec.cjs'],
    cacheDirectory: join(jest, 'cache'),
  }
  writeFileSync(join(jest, 'jest.config.json'), JSON.stringify(config))
  writeFileSync(join(jest, 'failing.spec.cjs'), failing("const kit = require('prompt-webhooks/testing')"))
  writeFileSync(
    join(jest, 'passing.spec.cjs'),
    `const { checkPayloads, exampleEvents, invalidEvents, signedRequest } = require('prompt-webhooks/testing')
    const { createReceiver } = require('prompt-webhooks/receiver')
    const event = exampleEvents.prompt_template_deleted
    test('passes', async () => {
      const { fetch } = createReceiver({ secret: 'test-secret', on: {} })
      for (const { event } of checkPayloads(${JSON.stringify(resolve('examples/payloads'))})) {
        expect((await fetch(signedRequest(event, 'test-secret'))).status).toBe(204)
      }
      expect(event).toBeWebhookEvent('prompt_template_deleted')
      expect(event).toMatchContract()
      for (const invalid of invalidEvents) expect(invalid.event).not.toBeWebhookEvent()
      expect([{ event }]).toEqual([expect.objectContaining({ event: expect.toBeWebhookEvent() })])
      expect({ event }).not.toEqual({ event: expect.not.toMatchContract() })
    })`,
  )
  const { status, output } = start(
    'jest/bin/jest.js',
    '--config',
    'jest/jest.config.json',
    '--runInBand',
    '--ci',
  )
  for (const message of [...messages, '1 passed']) expect(output).toContain(message)
  expect(status).toBe(1)
})

test.each([
  {
    of: 'the examples, and the matchers in Vitest and in Jest with @jest/globals',
    types: ['node'],
    files: () => ({
      ...Object.fromEntries(vitestExamples.map((example, index) => [`${index}.mts`, example])),
      'augmentation.mts': blockWith("declare module 'expect'"),
      'vitest.mts': `import { expect } from 'vitest'${use}`,
      'jest.mts': `import { expect } from '@jest/globals'${use}`,
    }),
  },
  {
    of: 'the matchers in Jest with @types/jest',
    types: ['jest'],
    files: () => ({ 'augmentation.mts': blockWith('declare global'), 'use.mts': use }),
  },
])('the types are right: $of', ({ types, files }) => {
  const project = mkdtempSync(join(folder, 'types-'))
  for (const [file, source] of Object.entries(files())) writeFileSync(join(project, file), source)
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: 'nodenext',
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types,
    noEmit: true,
    skipLibCheck: true,
  }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
  expect(start('typescript/bin/tsc', '-p', project)).toEqual({ status: 0, output: '' })
})

test.runIf(hasTools('curl'))('curl delivers the printed request', async () => {
  const secret = 'test-secret'
  const types: string[] = []
  const onAny = ({ event_type }: { event_type: string }) => types.push(event_type)
  const receiver = createReceiver({ secret, on: {}, onAny })
  const server = createServer(toNodeHandler(receiver)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address?.port
  process.env.WEBHOOK_SECRET = secret
  try {
    writeFileSync(join(folder, 'curl.config'), run('curl.mjs', blockWith('// curl.mjs')))
    const curl = spawn(
      'curl',
      ['--config', 'curl.config', '--silent', '--include', `http://127.0.0.1:${port}/webhooks`],
      { cwd: folder },
    )
    let output = ''
    curl.stdout.on('data', (chunk) => {
      output += chunk
    })
    await once(curl, 'close')
    expect(output).toMatch(/^HTTP\/1.1 204 /)
    expect(types).toEqual(['prompt_template_deleted'])
  } finally {
    delete process.env.WEBHOOK_SECRET
    server.close()
  }
})

test('prompt-webhooks/testing imports neither fast-check nor vitest', () => {
  for (const file of ['index.js', 'index.cjs']) {
    expect(readFileSync(join(installed, 'dist/testing', file), 'utf8')).not.toMatch(
      // Not in the examples of docstrings.
      /^(?!\s*\*).*(?:from\s*|require\()["'][@\w]/m,
    )
  }
})

test('works with the oldest fast-check that the package allows', () => {
  symlinkSync(resolve('node_modules/fast-check-floor'), join(folder, 'node_modules/fast-check-floor'))
  const source = `import fc from 'fast-check-floor'
    import { isStrictWebhookEvent, isWebhookEvent } from 'prompt-webhooks'
    import { arbitraryEvent, arbitraryInvalidEvent, arbitraryInvalidStrictEvent, arbitraryStrictEvent } from 'prompt-webhooks/testing'
    fc.assert(fc.property(arbitraryEvent(fc), isWebhookEvent))
    fc.assert(fc.property(arbitraryStrictEvent(fc), isStrictWebhookEvent))
    fc.assert(fc.property(arbitraryInvalidEvent(fc), ({ event }) => !isWebhookEvent(event)))
    fc.assert(fc.property(arbitraryInvalidStrictEvent(fc), ({ event }) => !isStrictWebhookEvent(event)))
    console.log(fc.__version)`
  expect(run('floor.mjs', source)).toBe('3.23.0')
})
