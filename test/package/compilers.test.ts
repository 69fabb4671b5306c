import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { eventCases } from '../support/corpus.js'
import { createConsumer } from './consumer.js'

const { folder, install, run } = createConsumer()

// Every entry that is code, so that a new one cannot be forgotten; but for that which is an addition to Vitest's types.
const entries = Object.entries(packageJson.exports).flatMap(([path, target]) =>
  typeof target === 'object' && path !== './testing/vitest' ? [path.replace('.', packageJson.name)] : [],
)
const all = entries.map((entry, index) => `export * as entry${index} from '${entry}'`).join('\n')

// A line that must not compile shows that the types are there, and are not any.
const use = `
import { isWebhookEvent, parseWebhookEvent, readWebhookEvent } from 'prompt-webhooks'
import type { PromptTemplateLabelMovedDetails, WebhookEvent, WebhookEventDetails } from 'prompt-webhooks'
import { createEvent, deliver } from 'prompt-webhooks/emitter'
import { createPromptCache } from 'prompt-webhooks/prompt-cache'
import { createTestEvent, exampleEvents } from 'prompt-webhooks/testing'
import { webhookEventSchema } from 'prompt-webhooks/zod'

export function versionOf(value: unknown): number | undefined {
  const reading = readWebhookEvent(value)
  if (reading.kind === 'invalid') throw reading.error
  if (reading.kind === 'unknown') return undefined
  // @ts-expect-error events without a version are in the union
  reading.event.details.prompt_template_version_number
  const { event } = reading
  switch (event.event_type) {
    case 'prompt_template_label_moved':
      // @ts-expect-error an id is no string
      event.details.prompt_template_id = 'a'
      return event.details.old_prompt_template_version_number
    case 'prompt_template_created':
      // @ts-expect-error this event has no label
      event.details.prompt_template_label
      return event.details.prompt_template_version_number
    default:
      return undefined
  }
}

export const fromZod: WebhookEvent = webhookEventSchema.parse({})
export const details: WebhookEventDetails<'prompt_template_label_moved'> = {} as PromptTemplateLabelMovedDetails
// @ts-expect-error no event has this type
export const type: WebhookEvent['event_type'] = 'prompt_template_archived'
// @ts-expect-error may be absent, or null
export const userName: string = parseWebhookEvent({}).user_name
export const cache = createPromptCache({ load: async ({ name }) => ({ text: name }) })
export const prompt: Promise<{ text: string } | null> = cache.get({ name: 'a', label: 'prod' })
// @ts-expect-error a read has a name
cache.get({ label: 'prod' })
const deleted = createEvent('prompt_template_deleted', { prompt_template_id: 1, prompt_template_name: 'a' }, { userId: 1, workspaceId: 1 })
export const outcome = async (): Promise<'delivered' | 'retry' | 'gone' | 'refused'> =>
  (await deliver(deleted, { url: 'https://example.com', secret: 'a' }, { signal: AbortSignal.timeout(1000) })).outcome
// @ts-expect-error this event has no label
createEvent('prompt_template_deleted', { prompt_template_id: 1, prompt_template_label: 'a' }, { userId: 1, workspaceId: 1 })
export const fixture: typeof exampleEvents.prompt_template_deleted = createTestEvent('prompt_template_deleted', {
  user_name: undefined,
})
// @ts-expect-error an id is no string
createTestEvent('prompt_template_deleted', { details: { prompt_template_id: '1' } })
export const guarded = (value: unknown): string => isWebhookEvent(value) ? value.event_type : ''
`

const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
const resolutions = {
  nodenext: { files: ['all.mts', 'all.cts', 'use.mts', 'use.cts'], module: 'nodenext' },
  bundler: { files: ['all.ts', 'use.ts'], module: 'esnext' },
}

/** What the compiler prints; nothing, if the consumer's project is sound. */
function compile(compiler: string, resolution: keyof typeof resolutions): string {
  const { files, module } = resolutions[resolution]
  for (const file of files) writeFileSync(join(folder, file), file.startsWith('all') ? all : use)
  const compilerOptions = {
    ...strict,
    module,
    moduleResolution: resolution,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    types: [],
    noEmit: true,
    skipLibCheck: false,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
  const tsc = resolve('node_modules', compiler, 'bin/tsc')
  return spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout
}

const fastest = 'typescript-7'

describe.each(['zod-floor', 'zod'])('with %s', (zod) => {
  const installZod = () => {
    rmSync(join(folder, 'node_modules/zod'), { recursive: true, force: true })
    install(zod, 'zod')
  }

  // The compilers differ little in what they make of another zod: one of them, the fastest, tries both.
  const compilers = Object.keys(packageJson.devDependencies).filter((name) =>
    zod === 'zod' ? /^typescript(-\d+)?$/.test(name) : name === fastest,
  )
  // Two compilations each, which take a minute on a busy machine.
  const timeout = 300_000
  test.each(compilers)(
    'a strict project compiles with %s, without skipping declarations',
    { timeout },
    (compiler) => {
      installZod()
      for (const resolution of ['nodenext', 'bundler'] as const) {
        expect(compile(compiler, resolution), resolution).toBe('')
      }
    },
  )

  test('the schemas give the verdicts of the corpus', () => {
    installZod()
    writeFileSync(join(folder, 'corpus.json'), JSON.stringify(eventCases))
    const judge = `import { readFileSync } from 'node:fs'
      import { strictWebhookEventSchema, webhookEventSchema } from 'prompt-webhooks/zod'
      const cases = JSON.parse(readFileSync('corpus.json', 'utf8'))
      const differ = cases.filter(({ data, valid, strictValid }) =>
        webhookEventSchema.safeParse(data).success !== valid || strictWebhookEventSchema.safeParse(data).success !== strictValid)
      console.log(cases.length, differ.map(({ description }) => description).join())`
    expect(run('judge.mjs', judge)).toBe(`${eventCases.length}`)
  })
})

test('the floor is the lowest zod that the package asks for', () => {
  expect(packageJson.peerDependencies.zod).toBe(`^${packageJson.devDependencies['zod-floor'].split('@')[1]}`)
})

// The receiver speaks of requests and responses, which a project may know from the DOM, from Node, or not at all.
const receives = `
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
const receiver = createReceiver({
  secret: 'a',
  on: { prompt_template_label_moved: ({ details }, { signal }) => (signal.aborted ? '' : details.prompt_template_label) },
})
export const { fetch, receive } = receiver
export const handler = toNodeHandler(receiver)
// @ts-expect-error a request has headers
fetch({ method: 'POST' })
`
const withWeb = `export const POST: (request: Request) => Promise<Response> = receiver.fetch`
const withNode = `import { createServer } from 'node:http'\ncreateServer(handler)`

test.each<[string, string[], string[], string]>([
  ['neither', ['es2022'], [], ''],
  ['the DOM', ['es2022', 'dom'], [], withWeb],
  ['Node', ['es2022'], ['node'], `${withWeb}\n${withNode}`],
  ['both', ['es2022', 'dom'], ['node'], `${withWeb}\n${withNode}`],
])('a receiver compiles where the types of %s are there', (_, lib, types, more) => {
  for (const name of ['@types/node', 'undici-types']) install(name)
  writeFileSync(join(folder, 'receives.mts'), receives + more)
  const compilerOptions = {
    ...strict,
    module: 'nodenext',
    target: 'es2022',
    lib,
    types,
    noEmit: true,
    skipLibCheck: false,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['receives.mts'] }))
  const tsc = resolve('node_modules', fastest, 'bin/tsc')
  expect(spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' }).stdout).toBe('')
})
