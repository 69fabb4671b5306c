import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { PromptLayer } from 'promptlayer'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import type { UnknownWebhookEvent, WebhookEvent } from '../../src/index.js'
import { createPromptCache } from '../../src/prompt-cache/index.js'
import { createReceiver, toNodeHandler } from '../../src/receiver/index.js'
import { signPayload } from '../../src/signature/index.js'

const secret = 'test-secret'
const servers: Server[] = []

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

/** What the API was asked for, since one last looked. */
let fetched: string[]
let client: PromptLayer

beforeEach(async () => {
  fetched = []
  const baseURL = await listen(async (request, response) => {
    const { label, version } = JSON.parse(await text(request))
    const name = decodeURIComponent(request.url?.replace('/prompt-templates/', '') ?? '')
    fetched.push([name, label, version].filter((part) => part !== undefined).join(' '))
    const content = [{ type: 'text', text: `${name} {who}` }]
    const prompt_template = { type: 'chat', messages: [{ role: 'user', content }] }
    response.end(JSON.stringify({ id: 1, prompt_name: name, version: version ?? 1, prompt_template }))
  })
  client = new PromptLayer({ apiKey: 'test', baseURL, cacheTtlSeconds: 600 })
})

const reads = [
  { name: 'Hello' },
  { name: 'Hello', label: 'prod' },
  { name: 'Hello', version: 9 },
  { name: 'New name' },
  { name: 'Old name' },
  { name: 'Other', label: 'prod' },
]

type Get = (read: (typeof reads)[number]) => Promise<unknown>

/** Reads everything, and tells what was fetched for it. */
async function fetchedBy(get: Get): Promise<string[]> {
  for (const read of reads) await get(read)
  return fetched.splice(0)
}

type Handler = (event: WebhookEvent | UnknownWebhookEvent) => unknown

/** Sends an event, signed, over HTTP to a receiver. */
async function send(event: WebhookEvent | UnknownWebhookEvent, onAny: Handler): Promise<void> {
  const url = await listen(toNodeHandler(createReceiver({ secret, on: {}, onAny })))
  const body = JSON.stringify(event)
  const headers = { 'content-type': 'application/json', 'x-promptlayer-signature': signPayload(body, secret) }
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(204)
}

const { example: moved } = catalog.prompt_template_label_moved
const { example: renamed } = catalog.prompt_template_name_changed
const updated = { ...moved, event_type: 'prompt_template_updated' } as unknown as UnknownWebhookEvent

describe('the cache of the sender’s SDK, which is dropped by name', () => {
  const get: Get = ({ name, ...read }) => client.templates.get(name, read)

  // As docs/cache.md shows it.
  const invalidate: Handler = ({ details }) => {
    if ('prompt_template_name' in details) client.invalidate(String(details.prompt_template_name))
    if ('old_prompt_template_name' in details) client.invalidate(String(details.old_prompt_template_name))
  }

  test('holds what it has fetched', async () => {
    expect(await fetchedBy(get)).toHaveLength(reads.length)
    expect(await fetchedBy(get)).toEqual([])
  })

  test.each([
    ['a label that moved', moved, ['Hello', 'Hello prod', 'Hello 9']],
    ['a new name', renamed, ['New name', 'Old name']],
    ['an event of a later type', updated, ['Hello', 'Hello prod', 'Hello 9']],
  ])('fetches again what %s concerns, and nothing else', async (_, event, again) => {
    await fetchedBy(get)
    await send(event, invalidate)
    expect(await fetchedBy(get)).toEqual(again)
    expect(await fetchedBy(get)).toEqual([])
  })
})

describe('a prompt cache before the SDK, which drops single reads', () => {
  test.each([
    ['a label that moved', moved, ['Hello prod']],
    ['a new name', renamed, ['New name', 'Old name']],
    ['an event of a later type', updated, ['Hello', 'Hello prod', 'Hello 9']],
  ])('fetches again what %s concerns, and nothing else', async (_, event, again) => {
    const { baseURL } = client
    const uncached = new PromptLayer({ apiKey: 'test', baseURL })
    const cache = createPromptCache({
      load: ({ name, ...read }) => uncached.templates.get(name, read),
    })
    await fetchedBy(cache.get)
    await send(event, cache.apply)
    expect(await fetchedBy(cache.get)).toEqual(again)
    expect(await fetchedBy(cache.get)).toEqual([])
  })
})
