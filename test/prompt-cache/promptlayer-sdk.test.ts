import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { PromptLayer } from 'promptlayer'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { catalog } from '../../src/generated/catalog.js'
import type { UnknownWebhookEvent, WebhookEvent } from '../../src/index.js'
import { createPromptCache, type PromptCacheOptions } from '../../src/prompt-cache/index.js'
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

/** What the API was asked for since the last look. */
let fetched: string[]
/** The status that the API answers with. */
let status: number
/** The text of each template. Default: its name, and `{who}`. */
let templateText: string | undefined
let client: PromptLayer

// Like the real API, it renders the template with the input variables, unless the request says not to.
beforeEach(async () => {
  fetched = []
  status = 200
  templateText = undefined
  const baseURL = await listen(async (request, response) => {
    const asked = JSON.parse((await text(request)) || '{}')
    const { label, version, provider = 'openai', input_variables = {} } = asked
    const name = decodeURIComponent(request.url?.replace('/prompt-templates/', '') ?? '')
    fetched.push([name, label, version].filter((part) => part !== undefined).join(' '))
    response.statusCode = status
    if (status !== 200) return response.end(JSON.stringify({ message: 'the reason' }))
    const template = templateText ?? `${name} {who}`
    const rendered = asked.skip_input_variable_rendering
      ? template
      : template.replace('{who}', input_variables.who ?? '')
    const content = [{ type: 'text', text: rendered }]
    const prompt_template = { type: 'chat', messages: [{ role: 'user', content }] }
    const llm_kwargs = { provider }
    const prompt = { id: 1, prompt_name: name, version: version ?? 1, prompt_template, llm_kwargs }
    return response.end(JSON.stringify(prompt))
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

/** Makes every read, and returns what was fetched for it. */
async function fetchedBy(get: Get): Promise<string[]> {
  for (const read of reads) await get(read)
  return fetched.splice(0)
}

type Handler = (event: WebhookEvent | UnknownWebhookEvent) => unknown

/** Sends a signed event to a receiver over HTTP. */
async function send(event: WebhookEvent | UnknownWebhookEvent, onAny: Handler): Promise<void> {
  const url = await listen(toNodeHandler(createReceiver({ secret, on: {}, onAny })))
  const body = JSON.stringify(event)
  const headers = { 'content-type': 'application/json', 'x-promptlayer-signature': signPayload(body, secret) }
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(204)
}

const { example: moved } = catalog.prompt_template_label_moved
const { example: renamed } = catalog.prompt_template_name_changed
const updated = { ...moved, event_type: 'prompt_template_updated' } as unknown as UnknownWebhookEvent

describe('the cache of the SDK, which is invalidated by name', () => {
  const get: Get = ({ name, ...read }) => client.templates.get(name, read)

  // As docs/cache.md shows it.
  const invalidate: Handler = ({ details }) => {
    if ('prompt_template_name' in details) client.invalidate(String(details.prompt_template_name))
    if ('old_prompt_template_name' in details) client.invalidate(String(details.old_prompt_template_name))
  }

  test('keeps what it has fetched', async () => {
    expect(await fetchedBy(get)).toHaveLength(reads.length)
    expect(await fetchedBy(get)).toEqual([])
  })

  test.each([
    ['a label that moved', moved, ['Hello', 'Hello prod', 'Hello 9']],
    ['a new name', renamed, ['New name', 'Old name']],
    ['an event of an unknown type', updated, ['Hello', 'Hello prod', 'Hello 9']],
  ])('fetches again what %s may have changed, and nothing else', async (_, event, again) => {
    await fetchedBy(get)
    await send(event, invalidate)
    expect(await fetchedBy(get)).toEqual(again)
    expect(await fetchedBy(get)).toEqual([])
  })
})

/** The function that docs/cache.md shows. */
async function documentedRender(): Promise<(template: unknown, variables: object) => unknown> {
  const blocks = readFileSync('docs/cache.md', 'utf8').split('```ts\n')
  const [source = ''] = blocks.find((block) => block.includes('function render'))?.split('```') ?? []
  const folder = mkdtempSync('documentation-')
  try {
    const file = join(folder, 'render.ts')
    writeFileSync(file, source)
    return (await import(resolve(file))).render
  } finally {
    rmSync(folder, { recursive: true })
  }
}

describe('a prompt cache before the SDK, as docs/cache.md shows it', () => {
  const create = (options: Partial<PromptCacheOptions<Prompt>> = {}) => {
    const uncached = new PromptLayer({ apiKey: 'test', baseURL: client.baseURL })
    return createPromptCache<Prompt>({
      load: ({ name, ...read }) =>
        uncached.templates.get(name, { ...read, skip_input_variable_rendering: true }),
      isOutage: (error) => error instanceof TypeError || (error instanceof Error && 'status' in error),
      ...options,
    })
  }
  type Prompt = NonNullable<Awaited<ReturnType<PromptLayer['templates']['get']>>>

  test.each([
    ['a label that moved', moved, ['Hello prod']],
    ['a new name', renamed, ['New name', 'Old name']],
    ['an event of an unknown type', updated, ['Hello', 'Hello prod', 'Hello 9']],
  ])('fetches again what %s may have changed, and nothing else', async (_, event, again) => {
    const cache = create()
    await fetchedBy(cache.get)
    await send(event, cache.apply)
    expect(await fetchedBy(cache.get)).toEqual(again)
    expect(await fetchedBy(cache.get)).toEqual([])
  })

  test('never returns a prompt that was rendered for another user', async () => {
    const cache = create({ load: ({ name, ...read }) => client.templates.get(name, read) })
    for (const who of ['Ann', 'Bob']) {
      const read = { name: 'Hello', label: 'prod', input_variables: { who } }
      await expect(cache.get(read)).rejects.toThrow('input_variables: not part of a read')
    }
    expect(fetched).toEqual([])
  })

  test('keeps the template unrendered', async () => {
    const prompt = await create().get({ name: 'Hello' })
    expect(prompt?.prompt_template).toMatchObject({ messages: [{ content: [{ text: 'Hello {who}' }] }] })
  })

  test('renders the template after the cache as the SDK does', async () => {
    const render = await documentedRender()
    const template = await create().get({ name: 'Hello' })
    for (const variables of [{ who: 'Ann' }, { who: '{who} $&' }, { other: 'Ann' }]) {
      const rendered = await client.templates.get('Hello', { input_variables: variables })
      expect(render(template, variables)).toEqual(rendered)
    }
  })

  test.each(['{who!r}', '{who:>10}', '{who!s:.2f} and {who}', '{who', '{ who }', '{}', '{{who}}'])(
    'renders %s as the SDK does',
    async (text) => {
      templateText = text
      const render = await documentedRender()
      const variables = { who: 'Ann' }
      const rendered = await client.templates.get('Hello', { input_variables: variables })
      expect(render(await create().get({ name: 'Hello' }), variables)).toEqual(rendered)
    },
  )

  test('keeps an answer for each provider', async () => {
    const cache = create()
    for (const provider of ['openai', 'anthropic', 'openai', 'anthropic']) {
      expect((await cache.get({ name: 'Hello', provider }))?.llm_kwargs).toEqual({ provider })
    }
    expect(fetched).toHaveLength(2)
  })

  describe('past its time to live', () => {
    const read = { name: 'Hello', label: 'prod' }

    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
      vi.spyOn(console, 'info').mockReturnValue()
      vi.spyOn(console, 'warn').mockReturnValue()
    })
    afterEach(() => {
      vi.useRealTimers()
      vi.restoreAllMocks()
    })

    /** A cache whose answer is past its time to live. From now on the API answers with another status. */
    async function expired(newStatus: number) {
      const cache = create({ ttlMs: 1000 })
      const prompt = await cache.get(read)
      vi.setSystemTime(Date.now() + 1000)
      status = newStatus
      fetched.length = 0
      return { cache, prompt }
    }

    test('a prompt that was deleted is gone, and does not come back in an outage', async () => {
      const { cache } = await expired(404)
      await expect(cache.get(read)).rejects.toThrow('the reason')
      status = 503
      const reading = expect(cache.get(read)).rejects.toThrow('no answer within 5000 ms')
      while (fetched.length < 2) await setImmediate()
      await vi.advanceTimersByTimeAsync(5000)
      await reading
    })

    test.each([401, 403])('a read that is refused with %i rejects with the reason', async (refused) => {
      const { cache } = await expired(refused)
      await expect(cache.get(read)).rejects.toThrow('the reason')
    })

    test.each([500, 503, 429])('the older prompt is used for %i after 5 seconds, not 24', async (down) => {
      const { cache, prompt } = await expired(down)
      let settled = false
      const reading = cache.get(read).finally(() => {
        settled = true
      })
      while (fetched.length === 0) await setImmediate()
      await vi.advanceTimersByTimeAsync(4999)
      expect(settled).toBe(false)
      await vi.advanceTimersByTimeAsync(1)
      expect(await reading).toEqual(prompt)
    })

    test('the older prompt is used if the API cannot be reached', async () => {
      const { cache, prompt } = await expired(200)
      for (const server of servers.splice(0)) {
        server.closeAllConnections()
        server.close()
        await once(server, 'close')
      }
      const reading = cache.get(read)
      await vi.advanceTimersByTimeAsync(5000)
      expect(await reading).toEqual(prompt)
    })
  })

  test('the SDK returns null for every failure with `throwOnError: false`, so do not use it', async () => {
    vi.spyOn(console, 'warn').mockReturnValueOnce()
    const silent = new PromptLayer({ apiKey: 'test', baseURL: client.baseURL, throwOnError: false })
    status = 401
    expect(await silent.templates.get('Hello')).toBeNull()
  })
})
