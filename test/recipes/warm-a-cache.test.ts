import { beforeEach, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import type { PromptCache } from '../../src/prompt-cache/index.js'
import type { Receiver } from '../../src/receiver/index.js'
import { created, moved, post, secret } from '../receiver/signed-request.js'
import { apiKey, FakeRegistry } from './fake-registry.js'
import { importSample } from './samples.js'

const { details } = catalog.prompt_template_label_moved.example
const { prompt_template_name: name, prompt_template_label: label } = details
const newVersion = details.prompt_template_version_number
const oldVersion = details.old_prompt_template_version_number

let registry: FakeRegistry
let cache: PromptCache<{ version: number }>
let receiver: Receiver

/** Puts the label on a version. */
function move(version: number): void {
  registry.templates = [
    { id: details.prompt_template_id, name, latestVersion: newVersion, labels: { [label]: version } },
  ]
}

beforeEach(async () => {
  vi.stubEnv('PROMPTLAYER_API_KEY', apiKey)
  vi.stubEnv('WEBHOOK_SECRET', secret)
  registry = new FakeRegistry()
  move(oldVersion)
  await registry.start()
  const sample = await importSample<{ cache: typeof cache; receiver: Receiver }>('warm-cache.ts')
  cache = sample.cache
  receiver = sample.receiver
  // What users have asked for so far.
  await cache.get({ name, label })
  registry.requests.length = 0
  return () => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  }
})

test('the new version is in the cache when the sender has its answer', async () => {
  move(newVersion)
  expect((await receiver.fetch(post(moved))).status).toBe(204)
  expect(registry.requests).toHaveLength(1)
  expect(await cache.get({ name, label })).toMatchObject({ version: newVersion })
  expect(registry.requests).toHaveLength(1)
})

test('an event that comes late or twice loads what the label stands for now', async () => {
  move(1)
  for (const again of [1, 2]) {
    expect((await receiver.fetch(post(moved))).status).toBe(204)
    expect(registry.requests).toHaveLength(again)
    expect(await cache.get({ name, label })).toMatchObject({ version: 1 })
  }
})

test('other events load nothing', async () => {
  expect((await receiver.fetch(post(created))).status).toBe(204)
  expect(registry.requests).toEqual([])
})

test('if the API fails, the old version is dropped all the same, and the next read loads', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  registry.failure = 503
  expect((await receiver.fetch(post(moved))).status).toBe(204)
  expect(warn).toHaveBeenCalledOnce()
  await expect(cache.get({ name, label })).rejects.toThrow('answers 503')
  registry.failure = undefined
  move(newVersion)
  expect(await cache.get({ name, label })).toMatchObject({ version: newVersion })
})
