import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { globSync } from 'tinyglobby'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { generatedFolders } from '../../src/codegen/artefacts.js'
import { copyRepository } from '../support/repository-copy.js'

// A field of every kind: those that the contract has helpers for, and the rest of the published subset of
// JSON Schema.
const entry = `
  defineEvent({
    type: 'prompt_template_archived',
    description: 'A prompt template is archived.',
    subject: { id: 'prompt_template_id', name: 'prompt_template_name', run: 'run_id' },
    details: {
      prompt_template_id,
      prompt_template_name,
      archived_by: name('Who archived it.'),
      run_id: name('Which run did.'),
      reason: oneOf('Why.', ['unused', 'replaced']),
      comment: text('What they said.'),
      uses: count('How often it was used.'),
      paths: listOf('The files.', name('A file.')),
      kinds: listOf('The kinds.', oneOf('A kind.', ['snippet', 'chat'])),
      replaced_by: optional(nullable(name('The template that replaces it.'))),
      restored_at: optional(timestamp('When it came back.')),
      scope: { tolerant: scope, strict: scope },
      forced: { tolerant: forced, strict: forced },
      share: { tolerant: z.number().describe('Its share.'), strict: z.number().min(0).max(1).describe('Its share.') },
      parts: {
        tolerant: z.array(z.object({ part: z.int(), note })).describe('Its parts.'),
        strict: z.array(z.strictObject({ part: z.int().min(1), note })).describe('Its parts.'),
      },
      replacement: optional(replacement),
      predecessor: nullable(replacement),
      successors: listOf('What replaces it.', replacement),
      shares: listOf('The rows.', listOf('A row.', name('A cell.'))),
      tier: nullable(oneOf('The tier.', ['gratuit', 'très cher'])),
      checked_at: nullable(timestamp('When it was checked.')),
    },
    example: {
      details: {
        prompt_template_id: 8,
        prompt_template_name: 'Hello',
        archived_by: 'José',
        run_id: 'run',
        reason: 'unused',
        comment: '',
        uses: 0,
        paths: ['a', 'b'],
        kinds: ['chat'],
        scope: 'one',
        forced: false,
        share: 0.5,
        parts: [{ part: 1, note: null }],
        // The example has no replacement.
        predecessor: null,
        successors: [],
        shares: [['a'], []],
        tier: null,
        checked_at: null,
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2026-01-01T00:00:00',
    },
  }),
`
const envelopeField = `
  request_id: optional(name('The request that caused the event.')),
  environment: optional(oneOf('Where it happened.', ['production', 'staging'])),
`

/** The two edits that a person makes. */
function grow(): void {
  const eventFile = 'src/contract/events/prompt-template.ts'
  const events = read(eventFile)
    .replace(/^import \{[^}]*\} from '..\/fields.js'$/m, '')
    .replace(/\n\] as const\n$/, `${entry}] as const\n`)
  const imports = `import { z } from 'zod'
import { count, id, listOf, name, nullable, oneOf, optional, text, versionNumber } from '../fields.js'
import { timestamp } from '../timestamp.js'

const scope = z.enum(['one', 'all']).describe('Which.')
const forced = z.boolean().describe('Whether it was forced.')
const note = z.exactOptional(z.string().nullable())
const replacement = {
  tolerant: z.object({ replacement_name: z.string() }).describe('What replaces it.'),
  strict: z.strictObject({ replacement_name: z.string().min(1) }).describe('What replaces it.'),
}
`
  writeFileSync(join(copy, eventFile), imports + events)
  const envelopeFile = 'src/contract/envelope.ts'
  const envelope = read(envelopeFile)
  writeFileSync(
    join(copy, envelopeFile),
    envelope
      .replace(/(?<=^import \{ id, name, nullable, )/m, 'oneOf, ')
      .replace('export const envelopeFields = {', (start) => `${start}${envelopeField}`),
  )
}

const copy = copyRepository()
const read = (path: string) => readFileSync(join(copy, path), 'utf8')

/** Runs a file of a package in the copy. */
function run(file: string, ...args: string[]): string {
  const options = { cwd: copy, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [resolve('node_modules', file), ...args],
    options,
  )
  expect(status, `${stdout}${stderr}`).toBe(0)
  return stdout
}

/** Runs a program that imports from the copy. Returns what it prints. */
function evaluate(program: string): string {
  writeFileSync(join(copy, 'program.ts'), program)
  return run('tsx/dist/cli.mjs', 'program.ts').trim()
}

function fingerprints(): Map<string, string> {
  const ignore = ['**/node_modules/**', '**/dist/**']
  const paths = globSync('**', { cwd: copy, dot: true, ignore, followSymbolicLinks: false })
  return new Map(paths.map((path) => [path, createHash('sha256').update(read(path)).digest('hex')]))
}

let changed: string[]

beforeAll(() => {
  grow()
  const before = fingerprints()
  run('tsx/dist/cli.mjs', 'src/codegen/generate.ts')
  changed = [...fingerprints()].flatMap(([path, hash]) => (before.get(path) === hash ? [] : path))
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: copy, encoding: 'utf8' })
}, 300_000)

test('only the file with the new event and the envelope change by hand', () => {
  expect(changed).toContain('src/generated/types.ts')
  const byHand = changed.filter((path) => !generatedFolders.some((folder) => path.startsWith(`${folder}/`)))
  expect(byHand).toEqual(['docs/events.md'])
})

test('the types include it', () => {
  const program = `import type { z } from 'zod'
    import type { PromptTemplateArchivedDetails, PromptTemplateEvent, WebhookEvent, WebhookEventDetails, WebhookEventOf } from './src/index.js'
    import type { promptTemplateArchivedSchema } from './src/zod.js'
    export const details: WebhookEventDetails<'prompt_template_archived'> = {} as PromptTemplateArchivedDetails
    export const by: string = details.archived_by
    export const event: WebhookEvent = {} as WebhookEventOf<'prompt_template_archived'>
    // @ts-expect-error TS2339: not a field of this event
    details.prompt_template_label
    // @ts-expect-error TS2339: the array is read-only
    details.paths.push('a')
    details.parts.map(({ part, note }): [number, string | null | undefined] => [part, note])
    export const scope: 'one' | 'all' = details.scope
    export const reason: string = details.reason
    // @ts-expect-error TS2322: a sender may add values
    export const known: 'unused' | 'replaced' = details.reason
    export const cause: string | undefined = event.request_id
    export const ofFamily: PromptTemplateEvent = {} as WebhookEventOf<'prompt_template_archived'>
    // The types equal what zod infers, but are read-only.
    type DeepReadonly<T> = T extends string ? T : T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T
    type Equals<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
    type Plain<T> = T extends string ? T : T extends object ? { [Key in keyof T]: Plain<T[Key]> } : T
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

test('the caches drop every read by its name, which is the default', () => {
  const program = `
    import { cacheTags, cacheTagsOf } from './src/cache/index.js'
    import { catalog } from './src/generated/catalog.js'
    console.log(JSON.stringify([cacheTags(catalog.prompt_template_archived.example), cacheTagsOf({ name: 'Hello' })]))`
  const [stale, read] = JSON.parse(evaluate(program))
  expect(read).toEqual(expect.arrayContaining(stale))
  expect(stale).toHaveLength(1)
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
  const command = (args: string[], input = '') =>
    execFileSync(process.execPath, [join(copy, 'dist/cli.js'), ...args], { input, encoding: 'utf8' })
  expect(command(['events'])).toMatch(/prompt_template_archived +A prompt template is archived\./)
  expect(JSON.parse(command(['schema', 'prompt_template_archived', '--strict'])).title).toBe(
    'PromptTemplateArchived',
  )
  const example = command(['example', 'prompt_template_archived'])
  expect(command(['validate', '--strict'], example)).toContain('✓ -  prompt_template_archived')
})

test('the whole project compiles', { timeout: 300_000 }, () => {
  expect(run('typescript-7/bin/tsc', '-p', '.')).toBe('')
  expect(run('typescript-7/bin/tsc', '-p', 'hub')).toBe('')
})

test('every test of what follows from the contract passes without a change', { timeout: 900_000 }, () => {
  const areas = ['contract', 'types', 'testing', 'emitter', 'cloudevents', 'registry', 'cli', 'package/size']
  expectTestsToPass(['fast', 'full'], areas)
})

test('every fast test of what is generated or published passes without a change', {
  timeout: 900_000,
}, () => {
  expectTestsToPass(['fast'], ['cache', 'codegen', 'compat', 'documents', 'drift', 'event'])
})

function expectTestsToPass(projects: readonly string[], areas: readonly string[]): void {
  const args = [
    resolve('node_modules/vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...areas.map((area) => `test/${area}`),
  ]
  const { status, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  expect(status, stderr).toBe(0)
}

describe('the new envelope field arrives in the body of the request', () => {
  const requestId = 'request-7'
  const bodies: Record<string, unknown>[] = []
  let url: string
  let close: () => void

  beforeAll(async () => {
    const server = createServer(async (request, response) => {
      bodies.push(JSON.parse(await text(request)))
      response.writeHead(204).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    close = () => server.close().closeAllConnections()
  })
  beforeEach(() => void bodies.splice(0))
  afterAll(() => close())

  const received = () =>
    bodies.map(({ request_id, environment, event_type }) => ({ request_id, environment, event_type }))
  const expected = [{ request_id: requestId, environment: 'staging', event_type: 'prompt_template_archived' }]
  const execute = promisify(execFile)
  const send = (...args: string[]) =>
    execute(process.execPath, [join(copy, 'dist/cli.js'), 'send', ...args, '--to', url], { cwd: copy })
  const program = (source: string) => {
    writeFileSync(join(copy, 'program.ts'), source)
    return execute(process.execPath, [resolve('node_modules/tsx/dist/cli.mjs'), 'program.ts', url], {
      cwd: copy,
    })
  }

  test('of send --set', async () => {
    const values = [`request_id=${requestId}`, 'environment=staging']
    await send('prompt_template_archived', ...values.flatMap((value) => ['--set', value]))
    expect(received()).toEqual(expected)
  })

  test('of send --file', async () => {
    const example = JSON.parse(read('examples/payloads/prompt_template_archived.json'))
    writeFileSync(
      join(copy, 'event.json'),
      JSON.stringify({ ...example, request_id: requestId, environment: 'staging' }),
    )
    await send('--file', 'event.json')
    expect(received()).toEqual(expected)
  })

  test('of the emitter', async () => {
    await program(`
      import { createEmitter, createEvent } from 'prompt-webhooks/emitter'
      import { catalog } from './src/generated/catalog.js'
      const [, , url = ''] = process.argv
      const emitter = createEmitter({ endpoints: [{ url, secret: 'test-secret-of-16-bytes' }], allow: ['127.0.0.1'] })
      const { details } = catalog.prompt_template_archived.example
      const origin = { userId: 1, workspaceId: 1, requestId: '${requestId}', environment: 'staging' }
      emitter.emit(createEvent('prompt_template_archived', details, origin))
      await emitter.close()`)
    expect(received()).toEqual(expected)
  })

  test('of the hub', async () => {
    await program(`
      import { createHub } from 'prompt-webhooks-hub'
      import { exampleOf } from 'prompt-webhooks-hub/catalog'
      const [, , url = ''] = process.argv
      const hub = await createHub({ allow: ['127.0.0.1'] })
      await hub.webhooks.create({ url })
      await hub.publish({ ...exampleOf('prompt_template_archived'), request_id: '${requestId}', environment: 'staging' })
      while ((await hub.deliveries.list({ state: 'delivered' })).items.length === 0) await new Promise(setImmediate)
      await hub.close()
      process.exit()`)
    expect(received()).toEqual(expected)
  })
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
