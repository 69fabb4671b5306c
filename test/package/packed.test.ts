import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createConsumer } from './consumer.js'

const { folder, installed, files, install, run } = createConsumer()
const noEval = ['--disallow-code-generation-from-strings']
const judge = `
  const event = JSON.parse(readFileSync('${process.cwd()}/examples/payloads/prompt_template_created.json', 'utf8'))
  if (parse(event) !== event) throw new Error('not the same object')
  try { parse({}); console.log('parsed') } catch (error) { console.log(error.name, error instanceof InvalidEventError) }`

test('is used without zod, as ES module and as CommonJS, without eval', () => {
  const esm = `import { readFileSync } from 'node:fs'
    import { parseWebhookEvent as parse, InvalidEventError } from 'prompt-webhooks'\n${judge}`
  const cjs = `const { readFileSync } = require('node:fs')
    const { parseWebhookEvent: parse, InvalidEventError } = require('prompt-webhooks')\n${judge}`
  expect(existsSync(join(folder, 'node_modules/zod'))).toBe(false)
  expect(run('esm.mjs', esm, noEval)).toBe('InvalidEventError true')
  expect(run('cjs.cjs', cjs, noEval)).toBe('InvalidEventError true')
})

const [firstExample = '', , zodExample = ''] = readFileSync('README.md', 'utf8')
  .split('```ts\n')
  .slice(1)
  .map((block) => block.split('```')[0])

test('the first example of the README runs as it stands', () => {
  expect(run('readme.mjs', firstExample)).toBe('prompt_template_deleted Hello')
})

test('an error of one format is an instance of the other’s class', () => {
  const source = `import { createRequire } from 'node:module'
    import * as esm from 'prompt-webhooks'
    const cjs = createRequire(import.meta.url)('prompt-webhooks')
    const names = ['InvalidEventError', 'UnknownEventTypeError', 'SignatureError']
    console.log(cjs.InvalidEventError === esm.InvalidEventError, ...names.map((name) => {
      const error = new cjs[name]([])
      return names.filter((each) => error instanceof esm[each]).join() === name && error instanceof esm.WebhookContractError
    }))`
  expect(run('instances.mjs', source)).toBe('false true true true')
})

test('gives its schemas and its package.json as files', () => {
  const source = `const index = require('prompt-webhooks/schemas/v1/index.json')
    for (const file of Object.values(index)) {
      if (require('prompt-webhooks/schemas/v1/' + file).title + '.json' !== file) throw new Error(file)
      require('prompt-webhooks/schemas/v1/strict/' + file)
    }
    console.log(Object.keys(index).length, require('prompt-webhooks/package.json').name)`
  expect(run('schemas.cjs', source)).toBe('7 prompt-webhooks')
})

test('its command runs', () => {
  const output = execFileSync(
    process.execPath,
    [
      join(installed, 'dist/cli.js'),
      'validate',
      `${process.cwd()}/examples/payloads/prompt_template_created.json`,
    ],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(output).toMatch(/^✓ /)
})

test('asks for zod only where zod is used, and uses the one that is there', () => {
  expect(readFileSync(join(installed, 'dist/zod.js'), 'utf8')).toContain('from "zod"')
  expect(readFileSync(join(installed, 'dist/index.js'), 'utf8')).not.toMatch(/from\s*["'](?!\.)/)
  install('zod')
  const esm = `import { z } from 'zod'
    import { webhookEventSchema } from 'prompt-webhooks/zod'
    console.log(webhookEventSchema instanceof z.ZodDiscriminatedUnion, webhookEventSchema.safeParse({}).success)`
  expect(run('zod.mjs', esm, noEval)).toBe('true false')
  const cjs = `const { z } = require('zod')
    const { webhookEventSchema } = require('prompt-webhooks/zod')
    console.log(webhookEventSchema instanceof z.ZodDiscriminatedUnion)`
  expect(run('zod.cjs', cjs, noEval)).toBe('true')

  const ownEvent = `${zodExample}
    const event = { event_type: 'prompt_archived', details: { reason: 'old' }, user_id: 1, workspace_id: 1, timestamp: '2023-12-01T22:05:57' }
    console.log(mySchema.parse(event).details.reason, mySchema.safeParse({ ...event, details: {} }).success)`
  expect(run('readme-zod.mjs', ownEvent)).toBe('old false')
})

test('holds what is used and nothing else, and its declaration maps lead to a file that is there', () => {
  const folders = new Set(files.map((path) => path.split('/')[0]))
  expect([...folders].sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json', 'schemas', 'src'])
  expect(files.filter((path) => /codegen|test|bench/.test(path))).toEqual([])
  for (const map of files.filter((path) => path.endsWith('.map'))) {
    const { sources } = JSON.parse(readFileSync(join(installed, map), 'utf8'))
    for (const source of sources)
      expect(existsSync(join(installed, map, '..', source)), `${map}: ${source}`).toBe(true)
  }
})

test('its types compile in a strict project of either module format, and cost nothing', () => {
  const tsc = join(process.cwd(), 'node_modules/typescript/bin/tsc')
  const instantiations = (name: string, source: string) => {
    writeFileSync(join(folder, name), source)
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2022,dom',
    ]
    const output = execFileSync(process.execPath, [tsc, ...flags, '--extendedDiagnostics', name], {
      cwd: folder,
      encoding: 'utf8',
    })
    return Number(/Instantiations:\s+(\d+)/.exec(output)?.[1])
  }
  const types = 'PromptTemplateCreated, UnknownWebhookEvent, WebhookEvent, WebhookEventMap, WebhookEventType'
  const use = `import type { ${types} } from 'prompt-webhooks'
    export type Used = [${types}]`
  const empty = instantiations('empty.mts', 'export {}')
  expect(empty).toBeGreaterThanOrEqual(0)
  expect(instantiations('types.mts', use)).toBe(empty)
  expect(instantiations('types.cts', use)).toBe(empty)

  const infer = `import type { WebhookEvent } from 'prompt-webhooks'
    import { webhookEventSchema } from 'prompt-webhooks/zod'
    export const event: WebhookEvent = webhookEventSchema.parse({})`
  expect(instantiations('zod.mts', infer)).toBeGreaterThan(empty)
  expect(instantiations('zod.cts', infer)).toBeGreaterThan(empty)
})
