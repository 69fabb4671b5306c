import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { webhookEventTypes } from '../../src/index.js'
import { eventCases } from '../support/corpus.js'
import { output } from '../support/programs.js'
import { compilers as allCompilers, createConsumer } from './consumer.js'

const { folder, install, run, compile } = createConsumer()

// Every entry with code, read from package.json so that none is missing. `testing/vitest` only extends
// Vitest's types.
const entries = Object.entries(packageJson.exports).flatMap(([path, target]) =>
  typeof target === 'object' && path !== './testing/vitest' ? [path.replace('.', packageJson.name)] : [],
)
const all = entries.map((entry, index) => `export * as entry${index} from '${entry}'`).join('\n')

// A line that must not compile shows that the types exist and are not `any`.
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
  // @ts-expect-error TS2339: some events have no version
  reading.event.details.prompt_template_version_number
  const { event } = reading
  switch (event.event_type) {
    case 'prompt_template_label_moved':
      // @ts-expect-error TS2322: an id is not a string
      event.details.prompt_template_id satisfies string
      return event.details.old_prompt_template_version_number
    case 'prompt_template_created':
      // @ts-expect-error TS2339: this event has no label
      event.details.prompt_template_label
      return event.details.prompt_template_version_number
    default:
      return undefined
  }
}

export const fromZod: WebhookEvent = webhookEventSchema.parse({})
export const details: WebhookEventDetails<'prompt_template_label_moved'> = {} as PromptTemplateLabelMovedDetails
// @ts-expect-error TS2322: no event has this type
export const type: WebhookEvent['event_type'] = 'prompt_template_added_later'
// @ts-expect-error TS2322: the name may be absent or null
export const userName: string = parseWebhookEvent({}).user_name
export const cache = createPromptCache({ load: async ({ name }) => ({ text: name }) })
export const prompt: Promise<{ text: string } | null> = cache.get({ name: 'a', label: 'prod' })
// @ts-expect-error TS2345: a read has a name
cache.get({ label: 'prod' })
const deleted = createEvent('prompt_template_deleted', { prompt_template_id: 1, prompt_template_name: 'a' }, { userId: 1, workspaceId: 1 })
export const outcome = async (): Promise<'delivered' | 'retry' | 'gone' | 'refused'> =>
  (await deliver(deleted, { url: 'https://example.com', secret: 'a' }, { signal: AbortSignal.timeout(1000) })).outcome
// @ts-expect-error TS2561: this event has no label
createEvent('prompt_template_deleted', { prompt_template_id: 1, prompt_template_label: 'a' }, { userId: 1, workspaceId: 1 })
export const fixture: typeof exampleEvents.prompt_template_deleted = createTestEvent('prompt_template_deleted', {
  user_name: undefined,
})
// @ts-expect-error TS2322: an id is not a string
createTestEvent('prompt_template_deleted', { details: { prompt_template_id: '1' } })
export const guarded = (value: unknown): string => isWebhookEvent(value) ? value.event_type : ''
`

const allCases = webhookEventTypes.map((type) => `case '${type}':`).join(' ')

// A known or unknown event from one entry narrows by the types of another, also if one is ESM and the other
// CommonJS.
const narrow = (importOf: (entry: string) => string) => `
import type { UnknownWebhookEvent, WebhookEnvelope, WebhookEvent } from 'prompt-webhooks'
${['cache', 'cloudevents', 'receiver', 'registry', 'signature'].map(importOf).join('\n')}

export function idOf(event: WebhookEvent | UnknownWebhookEvent): number | undefined {
  switch (event.event_type) {
    case 'prompt_template_deleted':
      return event.details.prompt_template_id
    case 'prompt_template_label_moved':
      // @ts-expect-error TS2322: a label is not a number
      return event.details.prompt_template_label
    default:
      return undefined
  }
}

export function rest(event: WebhookEvent | UnknownWebhookEvent): UnknownWebhookEvent | undefined {
  switch (event.event_type) {
    ${allCases} return undefined
    default: return event
  }
}

const event = signature.verifyWebhookEvent({ body: '', signature: '', secret: 'a' })
idOf(event)
idOf(cloudevents.fromCloudEvent(event))
cloudevents.toCloudEvent(event)
cache.cacheTags(event)
registry.applyEvent(null, event)
receiver.createReceiver({ secret: 'a', on: { prompt_template_deleted: idOf }, onUnknown: idOf })

const written = { event_type: 'added_later', details: {}, user_id: 1, workspace_id: 1, timestamp: '' }
written satisfies WebhookEnvelope
cache.cacheTags(written)
// @ts-expect-error TS2345: a string may be a known type
idOf(written)
`
const imported = narrow((entry) => `import * as ${entry} from 'prompt-webhooks/${entry}'`)
const required = narrow((entry) => `import ${entry} = require('prompt-webhooks/${entry}')`)

const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true }
const sources: Readonly<Record<string, string>> = { all, use, narrow: imported, mixed: required }
const resolutions = {
  nodenext: {
    files: ['all.mts', 'all.cts', 'use.mts', 'use.cts', 'narrow.mts', 'narrow.cts', 'mixed.mts'],
    module: 'nodenext',
  },
  bundler: { files: ['all.ts', 'use.ts', 'narrow.ts'], module: 'esnext' },
}

function compileUses(compiler: string, resolution: keyof typeof resolutions): string {
  const { files, module } = resolutions[resolution]
  for (const file of files) writeFileSync(join(folder, file), sources[file.split('.')[0] ?? ''] ?? '')
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
  return compile(compiler, compilerOptions, files)
}

const fastest = 'typescript-7'

describe.each(['zod-floor', 'zod'])('with %s', (zod) => {
  const installZod = () => {
    rmSync(join(folder, 'node_modules/zod'), { recursive: true, force: true })
    install(zod, 'zod')
  }

  // The compilers read zod alike, so only the fastest compiles against its floor. The declarations of zod are
  // too new for the oldest.
  const compilers = zod === 'zod' ? allCompilers.slice(1) : [fastest]
  // Two compilations take a minute on a busy machine.
  const timeout = 300_000
  test.each(compilers)(
    'a strict project compiles with %s, which checks the declarations too',
    { timeout },
    (compiler) => {
      installZod()
      for (const resolution of ['nodenext', 'bundler'] as const) {
        expect(compileUses(compiler, resolution), resolution).toBe('')
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

test('canary: a wrong type and a crash of the compiler fail a compilation', () => {
  writeFileSync(join(folder, 'wrong.mts'), 'export const text: string = 1')
  const options = { module: 'nodenext', noEmit: true, types: [] }
  expect(() => compile(fastest, options, ['wrong.mts'])).toThrow('TS2322')
  expect(() => output([process.execPath, '--eval', 'process.exit(1)'])).toThrow('failed')
})

// The receiver uses requests and responses. A project may have their types from the DOM, from Node, or not at
// all.
const receives = `
import { createReceiver, toNodeHandler } from 'prompt-webhooks/receiver'
const receiver = createReceiver({
  secret: 'a',
  on: { prompt_template_label_moved: ({ details }, { signal }) => (signal.aborted ? '' : details.prompt_template_label) },
})
export const { fetch, receive } = receiver
export const handler = toNodeHandler(receiver)
// @ts-expect-error TS2345: a request has headers
fetch({ method: 'POST' })
`
const withWeb = `export const POST: (request: Request) => Promise<Response> = receiver.fetch`
const withNode = `import { createServer } from 'node:http'\ncreateServer(handler)`

test.each<[string, string[], string[], string]>([
  ['neither', ['es2022'], [], ''],
  ['the DOM', ['es2022', 'dom'], [], withWeb],
  ['Node', ['es2022'], ['node'], `${withWeb}\n${withNode}`],
  ['both', ['es2022', 'dom'], ['node'], `${withWeb}\n${withNode}`],
])('a receiver compiles with the types of %s', (_, lib, types, more) => {
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
  expect(compile(fastest, compilerOptions, ['receives.mts'])).toBe('')
})
