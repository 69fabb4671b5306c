import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { generatedFolders } from '../../src/codegen/artefacts.js'

const entry = `
  defineEvent({
    type: 'prompt_template_archived',
    description: 'A prompt template is archived.',
    details: { prompt_template_id, prompt_template_name, archived_by: name('Who archived it.') },
    example: {
      details: { prompt_template_id: 8, prompt_template_name: 'Hello', archived_by: 'José' },
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

/** What a program prints, importing from the copy. */
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
  writeFileSync(join(copy, entryFile), source.replace(/\n\] as const\n$/, `${entry}] as const\n`))
  const before = fingerprints()
  run('tsx/dist/cli.mjs', 'src/codegen/generate.ts')
  changed = [...fingerprints()].flatMap(([path, hash]) => (before.get(path) === hash ? [] : path))
}, 60_000)

test('nothing is to be changed by hand but the file with the new entry', () => {
  expect(changed).toContain('src/generated/types.ts')
  const byHand = changed.filter((path) => !generatedFolders.some((folder) => path.startsWith(`${folder}/`)))
  expect(byHand).toEqual(['docs/events.md'])
})

test('it is among the types', () => {
  const program = `import type { PromptTemplateArchivedDetails, WebhookEvent, WebhookEventDetails, WebhookEventOf } from './src/index.js'
    export const details: WebhookEventDetails<'prompt_template_archived'> = {} as PromptTemplateArchivedDetails
    export const by: string = details.archived_by
    export const event: WebhookEvent = {} as WebhookEventOf<'prompt_template_archived'>
    // @ts-expect-error no field of this event
    details.prompt_template_label`
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

test('the validators and the zod schemas judge it, in both strengths', () => {
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

test('it has schemas, and stands in the bundle and in the index', () => {
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

test('its corpus is written, and the validators agree with it', () => {
  const program = `
    import { readFileSync } from 'node:fs'
    import { isStrictWebhookEvent, isWebhookEvent } from './src/index.js'
    const cases = JSON.parse(readFileSync('test/corpus/PromptTemplateArchived.json', 'utf8'))
    const differ = cases.filter(({ data, valid, strictValid }) => isWebhookEvent(data) !== valid || isStrictWebhookEvent(data) !== strictValid)
    console.log(cases.length > 100, differ.length, cases.some(({ description }) => description === 'details.archived_by missing'))`
  expect(evaluate(program)).toBe('true 0 true')
})

test('the caches drop every read by its name, for it says nothing else', () => {
  const program = `
    import { cacheTags, cacheTagsOf } from './src/cache/index.js'
    import { catalog } from './src/generated/catalog.js'
    console.log(JSON.stringify([cacheTags(catalog.prompt_template_archived.example), cacheTagsOf({ name: 'Hello' })]))`
  const [stale, read] = JSON.parse(evaluate(program))
  expect(read).toEqual(expect.arrayContaining(stale))
  expect(stale).toHaveLength(1)
})

test('it stands in the documents', () => {
  expect(read('docs/events.md')).toContain('## prompt_template_archived\n\nA prompt template is archived.')
  expect(JSON.parse(read('examples/payloads/prompt_template_archived.json')).event_type).toBe(
    'prompt_template_archived',
  )
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

test('it can be made, to be sent', () => {
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
