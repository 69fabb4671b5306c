import type { PromptLayer } from 'promptlayer'
import { beforeEach, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import type { Receiver } from '../../src/receiver/index.js'
import { moved, post, secret } from '../receiver/signed-request.js'
import { apiKey, FakeRegistry } from './fake-registry.js'
import { importSample } from './samples.js'

interface Prompt {
  readonly version: number
  readonly prompt_template: unknown
}
type FetchPrompt = (template: number | string, query?: object, signal?: AbortSignal) => Promise<Prompt | null>

const { details } = catalog.prompt_template_label_moved.example
const id = details.prompt_template_id
const name = details.prompt_template_name
const label = details.prompt_template_label
const latestVersion = details.prompt_template_version_number

let registry: FakeRegistry

beforeEach(async () => {
  vi.stubEnv('PROMPTLAYER_API_KEY', apiKey)
  vi.stubEnv('WEBHOOK_SECRET', secret)
  registry = new FakeRegistry()
  registry.templates = [{ id, name, latestVersion, labels: { [label]: 3 } }]
  await registry.start()
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

const fetchPrompt: FetchPrompt = async (...args) =>
  (await importSample<{ fetchPrompt: FetchPrompt }>('fetch-prompt.ts')).fetchPrompt(...args)

test.each([
  ['by id: the latest version', id, {}, latestVersion],
  ['by name', name, {}, latestVersion],
  ['by version', id, { version: 2 }, 2],
  ['by label', id, { label }, 3],
])('%s', async (_, template, query, version) => {
  const text = FakeRegistry.textOf(id, version).replace('@@@snippet@@@', 'a snippet')
  expect(await fetchPrompt(template, query)).toMatchObject({
    version,
    prompt_template: { content: [{ text }] },
  })
})

test('names are escaped', async () => {
  registry.templates = [{ id, name: 'a/../b?label=prod#😀', latestVersion, labels: {} }]
  expect(await fetchPrompt('a/../b?label=prod#😀')).toMatchObject({ version: latestVersion })
})

test.each(['', '.', '..'])('refuses the name %j, which no URL can hold', async (template) => {
  registry.templates = [{ id, name: template, latestVersion, labels: {} }]
  await expect(fetchPrompt(template)).rejects.toThrow(`no URL can name the template "${template}"`)
  expect(registry.requests).toEqual([])
})

test('gets what is there now, although the API caches', async () => {
  expect(await fetchPrompt(id, { label })).toMatchObject({ version: 3 })
  registry.templates = [{ id, name, latestVersion, labels: { [label]: 4 } }]
  expect(await fetchPrompt(id, { label })).toMatchObject({ version: 4 })
})

test.each([
  ['template', id + 1, {}],
  ['version', id, { version: latestVersion + 1 }],
  ['label', id, { label: 'dev' }],
])('null for a %s that does not exist', async (_, template, query) => {
  expect(await fetchPrompt(template, query)).toBeNull()
})

test.each([429, 500, 503])('throws if the API answers %i', async (failure) => {
  registry.failure = failure
  await expect(fetchPrompt(id)).rejects.toThrow(
    `answers ${failure}: {"success":false,"message":"the reason"}`,
  )
})

test('throws if the key is wrong, or the API refuses the query', async () => {
  await expect(fetchPrompt(id, { label, version: 1 })).rejects.toThrow('answers 422')
  vi.stubEnv('PROMPTLAYER_API_KEY', 'other')
  await expect(fetchPrompt(id)).rejects.toThrow('answers 401')
})

test('throws if the API takes the id for a name', async () => {
  registry.prefersNames = true
  registry.templates = [{ id: id + 1, name: String(id), latestVersion, labels: {} }, ...registry.templates]
  await expect(fetchPrompt(id)).rejects.toThrow(`is not template ${id}`)
})

test('stops when the signal aborts', async () => {
  await expect(fetchPrompt(id, {}, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late')
})

test('the receiver fetches what a moved label stands for, and fails if it cannot', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue()
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const { receiver } = await importSample<{ receiver: Receiver }>('on-moved.ts')
  expect((await receiver.fetch(post(moved))).status).toBe(204)
  registry.templates = []
  expect((await receiver.fetch(post(moved))).status).toBe(204)
  expect(log.mock.calls).toEqual([[`${label} is now version 3`], [`${label} is gone`]])
  registry.failure = 500
  expect((await receiver.fetch(post(moved))).status).toBe(500)
  expect(error).toHaveBeenCalledOnce()
})

test('the SDK fills in the input variables, by id', async () => {
  type Rendered = (
    id: number,
    label: string,
    variables: object,
  ) => ReturnType<PromptLayer['templates']['get']>
  const { renderedPrompt } = await importSample<{ renderedPrompt: Rendered }>('rendered-prompt.ts')
  const prompt = await renderedPrompt(id, label, { who: 'Ann' })
  expect(prompt).toMatchObject({ id, version: 3, llm_kwargs: {} })
  expect(JSON.stringify(prompt)).toContain('for Ann')
  expect(registry.requests).toEqual([`POST /prompt-templates/${id}`])
})
