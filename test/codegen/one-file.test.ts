import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { generatedFolders } from '../../src/codegen/artefacts.js'

const imports = `import { z } from 'zod'
import { timestamp } from '../timestamp.js'

`
// It has a field of every kind in the published subset of JSON Schema.
const entry = `
  defineEvent({
    type: 'prompt_template_archived',
    description: 'A prompt template is archived.',
    details: {
      prompt_template_id,
      prompt_template_name,
      archived_by: name('Who archived it.'),
      run_id: name('Which run did.'),
      reason: { tolerant: z.enum(['unused', 'replaced']), strict: z.enum(['unused', 'replaced']) },
      forced: { tolerant: z.boolean(), strict: z.boolean() },
      share: { tolerant: z.number(), strict: z.number().min(0).max(1) },
      paths: { tolerant: z.array(z.string()), strict: z.array(z.string().min(1)) },
      parts: {
        tolerant: z.array(z.object({ part: z.int(), note: z.exactOptional(z.string().nullable()) })),
        strict: z.array(z.strictObject({ part: z.int().min(1), note: z.exactOptional(z.string().nullable()) })),
      },
      replacement: {
        tolerant: z.exactOptional(z.object({ replacement_name: z.string() })),
        strict: z.exactOptional(z.strictObject({ replacement_name: z.string().min(1) })),
      },
      restored_at: {
        tolerant: z.exactOptional(timestamp('When it came back.').tolerant),
        strict: z.exactOptional(timestamp('When it came back.').strict),
      },
    },
    example: {
      details: {
        prompt_template_id: 8,
        prompt_template_name: 'Hello',
        archived_by: 'José',
        run_id: 'run',
        reason: 'unused',
        forced: false,
        share: 0.5,
        paths: ['a', 'b'],
        parts: [{ part: 1, note: null }],
        replacement: { replacement_name: 'Other' },
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-01-01T00:00:00',
    },
  }),
`
const entryFile = 'src/contract/events/prompt-template.ts'

const copy = mkdtempSync(join(tmpdir(), 'prompt-webhooks-'))
const read = (path: string) => readFileSync(join(copy, path), 'utf8')

/** Runs a file of a package in the copy. */
function run(file: string, ...args: string[]): string {
  return execFileSync(process.execPath, [resolve('node_modules', file), ...args], {
    cwd: copy,
    encoding: 'utf8',
  })
}

/** Runs a program that imports from the copy. Returns what it prints. */
function evaluate(program: string): string {
  writeFileSync(join(copy, 'program.ts'), program)
  return run('tsx/dist/cli.mjs', 'program.ts').trim()
}

function fingerprints(): Map<string, string> {
  const files = readdirSync(copy, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(copy.length + 1))
  return new Map(paths.map((path) => [path, createHash('sha256').update(read(path)).digest('hex')]))
}

let changed: string[]

beforeAll(() => {
  const sources = [
    'src',
    'schemas',
    'docs',
    'examples',
    'package.json',
    'tsconfig.json',
    'tsup.config.ts',
    'biome.json',
    '.gitignore',
  ]
  for (const path of [...sources, 'test/corpus']) cpSync(path, join(copy, path), { recursive: true })
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'))

  const source = read(entryFile)
  writeFileSync(join(copy, entryFile), imports + source.replace(/\n\] as const\n$/, `${entry}] as const\n`))
  const before = fingerprints()
  run('tsx/dist/cli.mjs', 'src/codegen/generate.ts')
  changed = [...fingerprints()].flatMap(([path, hash]) => (before.get(path) === hash ? [] : path))
}, 60_000)

test('only the file with the new entry changes by hand', () => {
  expect(changed).toContain('src/generated/types.ts')
  const byHand = changed.filter((path) => !generatedFolders.some((folder) => path.startsWith(`${folder}/`)))
  expect(byHand).toEqual(['docs/events.md'])
})

test('the types include it', () => {
  const program = `import type { z } from 'zod'
    import type { PromptTemplateArchivedDetails, WebhookEvent, WebhookEventDetails, WebhookEventOf } from './src/index.js'
    import type { promptTemplateArchivedSchema } from './src/zod.js'
    export const details: WebhookEventDetails<'prompt_template_archived'> = {} as PromptTemplateArchivedDetails
    export const by: string = details.archived_by
    export const event: WebhookEvent = {} as WebhookEventOf<'prompt_template_archived'>
    // @ts-expect-error TS2339: not a field of this event
    details.prompt_template_label
    // @ts-expect-error TS2339: the array is read-only
    details.paths.push('a')
    details.parts.map(({ part, note }): [number, string | null | undefined] => [part, note])
    export const reason: 'unused' | 'replaced' = details.reason
    // The types equal what zod infers, but are read-only.
    type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T
    type Equals<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
    type Plain<T> = T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T
    type Inferred = DeepReadonly<z.infer<typeof promptTemplateArchivedSchema>>
    export const equal: Equals<Plain<Inferred>, Plain<WebhookEventOf<'prompt_template_archived'>>> = true`
  writeFileSync(join(copy, 'types.ts'), program)
  const flags = [
    '--noEmit',
    '--strict',
    '--skipLibCheck',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    'types.ts',
  ]
  expect(run('typescript/bin/tsc', ...flags)).toBe('')
})

test('the validators and the zod schemas judge it in both strengths', () => {
  const program = `
    import { isWebhookEventType, readStrictWebhookEvent, readWebhookEvent } from './src/index.js'
    import { catalog } from './src/generated/catalog.js'
    import { promptTemplateArchivedSchema, strictPromptTemplateArchivedSchema } from './src/zod.js'
    const { example } = catalog.prompt_template_archived
    const { archived_by, ...lacking } = example.details
    const events = [example, { ...example, extra: 1 }, { ...example, details: lacking }]
    console.log(JSON.stringify({
      known: isWebhookEventType('prompt_template_archived'),
      kinds: [readWebhookEvent, readStrictWebhookEvent].map((read) => events.map((event) => read(event).kind)),
      zod: [promptTemplateArchivedSchema, strictPromptTemplateArchivedSchema].map((schema) => events.map((event) => schema.safeParse(event).success)),
    }))`
  expect(JSON.parse(evaluate(program))).toEqual({
    known: true,
    kinds: [
      ['event', 'event', 'invalid'],
      ['event', 'invalid', 'invalid'],
    ],
    zod: [
      [true, true, false],
      [true, false, false],
    ],
  })
})

test('it has schemas, and the bundle and the index list it', () => {
  for (const folder of ['schemas/v1', 'schemas/v1/strict']) {
    expect(JSON.parse(read(`${folder}/PromptTemplateArchived.json`)).title).toBe('PromptTemplateArchived')
    expect(JSON.parse(read(`${folder}/WebhookEvent.json`)).definitions).toHaveProperty(
      'PromptTemplateArchived',
    )
  }
  expect(JSON.parse(read('schemas/v1/index.json')).prompt_template_archived).toBe(
    'PromptTemplateArchived.json',
  )
})

test('it has a corpus, and the validators agree with it', () => {
  const program = `
    import { readFileSync } from 'node:fs'
    import { isStrictWebhookEvent, isWebhookEvent } from './src/index.js'
    const cases = JSON.parse(readFileSync('test/corpus/PromptTemplateArchived.json', 'utf8'))
    const differ = cases.filter(({ data, valid, strictValid }) => isWebhookEvent(data) !== valid || isStrictWebhookEvent(data) !== strictValid)
    console.log(cases.length > 100, differ.length, cases.some(({ description }) => description === 'details.archived_by missing'))`
  expect(evaluate(program)).toBe('true 0 true')
})

test('the caches drop every read by its name, which is the default', () => {
  const program = `
    import { cacheTags, cacheTagsOf } from './src/cache/index.js'
    import { catalog } from './src/generated/catalog.js'
    console.log(JSON.stringify([cacheTags(catalog.prompt_template_archived.example), cacheTagsOf({ name: 'Hello' })]))`
  const [stale, read] = JSON.parse(evaluate(program))
  expect(read).toEqual(expect.arrayContaining(stale))
  expect(stale).toHaveLength(1)
})

test('the test kit creates it, sound and wrong in every way', () => {
  const program = `
    import { readFileSync } from 'node:fs'
    import { Ajv } from 'ajv'
    import fc from 'fast-check'
    import * as kit from './src/testing/index.js'
    import { readStrictWebhookEvent, readWebhookEvent } from './src/index.js'
    import { promptTemplateArchivedSchema, strictPromptTemplateArchivedSchema } from './src/zod.js'
    const type = 'prompt_template_archived'
    const strengths = [
      ['', readWebhookEvent, promptTemplateArchivedSchema, kit.arbitraryEvent, kit.arbitraryInvalidEvent, kit.invalidEvents],
      ['strict/', readStrictWebhookEvent, strictPromptTemplateArchivedSchema, kit.arbitraryStrictEvent, kit.arbitraryInvalidStrictEvent, kit.invalidStrictEvents],
    ]
    const report = strengths.map(([folder, read, zod, sound, invalid, list]) => {
      const ajv = new Ajv().compile(JSON.parse(readFileSync('schemas/v1/' + folder + 'PromptTemplateArchived.json', 'utf8')))
      const met = new Set()
      const taken = (event) => ajv(event) && zod.safeParse(event).success && read(event).kind === 'event'
      const refused = ({ event, issue }) => {
        met.add((issue.code === 'unknown_key' ? issue.path.slice(0, -1) : issue.path).map((key) => typeof key === 'number' ? '[]' : key).join('.') + ' ' + issue.code)
        const reading = read(event)
        const issues = reading.kind === 'invalid' ? reading.error.issues.map(({ path, code }) => ({ path, code })) : []
        return !ajv(event) && !zod.safeParse(event).success && JSON.stringify(issues) === JSON.stringify([issue])
      }
      const ofType = list.filter((each) => each.type === type)
      if (!ofType.every(refused)) throw new Error(ofType.find((each) => !refused(each)).name)
      const listed = [...met].sort()
      met.clear()
      fc.assert(fc.property(sound(fc, type), taken), { numRuns: 300, seed: 1 })
      fc.assert(fc.property(invalid(fc, type), refused), { numRuns: 1200, seed: 1 })
      return [listed, [...met].sort()]
    })
    const paths = ['c']
    const event = kit.createTestEvent(type, { details: { reason: 'replaced', paths } }, { uniqueIds: true })
    paths.push('changed later')
    console.log(JSON.stringify({ report, event, sample: fc.sample(kit.arbitraryEvent(fc, type), { numRuns: 500, seed: 1 }).map(({ details }) => details) }))`
  const { report, event, sample } = JSON.parse(evaluate(program))
  const details = (...places: string[]) => places.map((place) => `details.${place}`)
  for (const [index, [listed, met]] of report.entries()) {
    expect(met).toEqual(listed)
    expect(listed).toEqual(
      expect.arrayContaining(
        details(
          'reason invalid_value',
          'forced missing',
          'share invalid_type',
          'paths missing',
          'paths.[] invalid_type',
          'parts.[].part missing',
          'parts.[].part too_big',
          'parts.[].note invalid_type',
          'replacement.replacement_name missing',
          'restored_at invalid_format',
          ...(index
            ? ['share too_small', 'paths.[] too_short', 'parts.[] unknown_key', 'parts.[].part too_small']
            : []),
        ),
      ),
    )
    expect(listed).not.toContain('details.restored_at missing')
  }
  expect(event.details).toMatchObject({ archived_by: 'José', reason: 'replaced', paths: ['c'], share: 0.5 })
  expect(event.details.run_id).toBe(`run-${event.details.prompt_template_id}`)
  type Details = Record<string, unknown>
  for (const has of [
    ({ restored_at }: Details) => restored_at === undefined,
    ({ restored_at }: Details) => restored_at !== undefined,
    ({ forced }: Details) => forced === true,
    ({ paths }: Details) => Array.isArray(paths) && paths.length > 2,
    ({ parts }: Details) => Array.isArray(parts) && parts.length === 0,
    ({ share }: Details) => !Number.isInteger(share),
  ]) {
    expect(sample.some(has), `${has}`).toBe(true)
  }
})

test('the documentation and the examples include it', () => {
  expect(read('docs/events.md')).toContain('## prompt_template_archived\n\nA prompt template is archived.')
  expect(JSON.parse(read('examples/payloads/prompt_template_archived.json')).event_type).toBe(
    'prompt_template_archived',
  )
})

test('OpenAPI and AsyncAPI include it with a signed example, and it has a CloudEvent', () => {
  const program = `
    import { readFileSync } from 'node:fs'
    import { fromCloudEvent, toCloudEvent } from './src/cloudevents/index.js'
    import { catalog } from './src/generated/catalog.js'
    import { verifySignature } from './src/signature/index.js'
    const read = (name) => JSON.parse(readFileSync('schemas/v1/' + name + '.json', 'utf8'))
    const { post } = read('openapi').webhooks.prompt_template_archived
    const { payload, examples: [example] } = read('asyncapi').components.messages.prompt_template_archived
    const isSigned = (body, signature) => verifySignature({ body: JSON.stringify(body), signature, secret: 'test-secret' })
    const event = catalog.prompt_template_archived.example
    const { subject, dataschema } = toCloudEvent(event)
    console.log(JSON.stringify([
      isSigned(post.requestBody.content['application/json'].example, post.parameters[0].example),
      isSigned(example.payload, example.headers['X-PromptLayer-Signature']),
      payload.$ref, subject, dataschema, JSON.stringify(fromCloudEvent(toCloudEvent(event))) === JSON.stringify(event),
    ]))`
  expect(JSON.parse(evaluate(program))).toEqual([
    true,
    true,
    '#/components/schemas/PromptTemplateArchived',
    'prompt_template/8',
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateArchived.json',
    true,
  ])
})

test('the command knows it', () => {
  run('tsup/dist/cli-default.js', '--silent')
  const command = (args: string[], input = '') =>
    execFileSync(process.execPath, [join(copy, 'dist/cli.js'), ...args], { input, encoding: 'utf8' })
  expect(command(['events'])).toMatch(/prompt_template_archived +A prompt template is archived\./)
  expect(JSON.parse(command(['schema', 'prompt_template_archived', '--strict'])).title).toBe(
    'PromptTemplateArchived',
  )
  const example = command(['example', 'prompt_template_archived'])
  expect(command(['validate', '--strict'], example)).toContain('✓ -  prompt_template_archived')
})

test('the emitter creates it', () => {
  const program = `
    import { createEvent } from './src/emitter/create-event.js'
    import { catalog } from './src/generated/catalog.js'
    const { details, timestamp, ...example } = catalog.prompt_template_archived.example
    const make = (each) => createEvent('prompt_template_archived', each, { userId: 1, workspaceId: 1, timestamp })
    const { archived_by, ...lacking } = details
    const issues = () => { try { make(lacking) } catch (error) { return error.issues.map(({ path }) => path.join('.')) } }
    console.log(JSON.stringify([make(details).details.archived_by, issues()]))`
  expect(JSON.parse(evaluate(program))).toEqual(['José', ['details.archived_by']])
})

test('the command sends it, and the state of a template ignores it', () => {
  const send = [
    'send',
    'prompt_template_archived',
    '--to',
    'http://127.0.0.1:1',
    '--set',
    'details.archived_by=Jo',
  ]
  const { status, stdout } = spawnSync(process.execPath, [join(copy, 'dist/cli.js'), ...send], {
    encoding: 'utf8',
  })
  expect(status).toBe(1)
  expect(stdout).toContain('"archived_by": "Jo"')
  const program = `
    import { catalog } from './src/generated/catalog.js'
    import { applyEvent } from './src/registry/index.js'
    const state = { id: 8, name: 'Hello', latestVersion: 1, labels: {} }
    console.log(applyEvent(state, catalog.prompt_template_archived.example) === state)`
  expect(evaluate(program)).toBe('true')
})

// Generating takes seconds each time, or many on a busy machine.
test('the check names what differs and writes nothing; generating repairs it', { timeout: 300_000 }, () => {
  const generate = (...args: string[]) => {
    const command = [resolve('node_modules/tsx/dist/cli.mjs'), 'src/codegen/generate.ts', ...args]
    const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: 'utf8' })
    return { status, differ: stdout.trim().split(', ')[1], lines: stderr.trim().split('\n') }
  }
  const original = read('docs/events.md')
  const leftOver = 'schemas/v1/LeftOver.json'
  writeFileSync(join(copy, leftOver), '{}')
  const instruction = 'Run `npm run generate` and commit what it writes.'
  expect(generate('--check')).toEqual({
    status: 1,
    differ: '1 differ',
    lines: [`${leftOver} does not match the contract`, instruction],
  })
  expect(read(leftOver)).toBe('{}')

  writeFileSync(join(copy, 'docs/events.md'), 'changed')
  expect(generate()).toEqual({ status: 0, differ: '2 differ', lines: [''] })
  expect(read('docs/events.md')).toBe(original)
  expect(existsSync(join(copy, leftOver))).toBe(false)
  expect(generate('--check')).toEqual({ status: 0, differ: '0 differ', lines: [''] })
})
