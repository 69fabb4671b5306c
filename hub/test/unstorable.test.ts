import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, createHub, type Hub, InvalidInputError } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { example } from './engine/hub-on-database.js'

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
}

// What Postgres cannot store in a text.
const texts = ['a\0b', 'a\ud800b']

/** Every field of the request bodies, with a place for the text. */
const bodies: Readonly<Record<string, (text: string) => readonly object[]>> = {
  'POST /events': (text) => [
    { ...example, user_name: text },
    { ...example, details: { ...example.details, prompt_template_name: text } },
    { ...example, event_type: text },
  ],
  'POST /webhooks': webhook,
  'PATCH /webhooks/{id}': webhook,
  'POST /webhooks/{id}/test': (text) => [{ eventType: text }],
  'POST /webhooks/{id}/rotate-secret': (text) => [{ overlapSeconds: text }],
  'POST /webhooks/{id}/replay': (text) => [
    { since: text },
    ...['until', 'asOf', 'states', 'eventTypes'].map((name) => ({
      since: '2026-01-01',
      [name]: /s$/.test(name) ? [text] : text,
    })),
  ],
  'POST /deliveries/resend': (text) => [{ ids: [text] }],
  'POST /deliveries/resend-given-up': (text) =>
    ['webhookId', 'eventId', 'eventType', 'subjectId', 'search', 'from', 'to'].map((name) => ({
      [name]: text,
    })),
}

function webhook(text: string): object[] {
  const url = 'https://example.com/'
  return [
    { url: url + text },
    { url, description: text },
    { url, secret: `${text}-that-is-long-enough` },
    { url, eventTypes: [text] },
    { url, headers: { [text]: 'x' } },
    { url, headers: { 'x-text': text } },
  ].map((each) => ({ ...each, allowDuplicate: true }))
}

describe.each(databases)('$name', ({ start }) => {
  let database: TestDatabases
  let hub: Hub
  let app: ReturnType<typeof createApp>
  beforeAll(async () => {
    database = await start()
    hub = await createHub({ ...(await database.create()), work: false })
    app = createApp(hub)
  })
  afterAll(async () => {
    await hub.close()
    await database.stop()
  })

  test('no text in a request to the API is a fault of the hub', async () => {
    const document = (await (await app.request('/api/openapi.json')).json()) as {
      paths: Record<string, Record<string, Operation>>
    }
    const faults: string[] = []
    const asked = new Set<string>()
    for (const [path, item] of Object.entries(document.paths)) {
      for (const [verb, { parameters = [] }] of Object.entries(item)) {
        const method = verb.toUpperCase()
        const { id } = await hub.webhooks.create({ url: 'https://example.com/', allowDuplicate: true })
        const ask = async (address: string, body?: object) => {
          asked.add(`${method} ${path}`)
          const answer = await app.request(`/api${address.replace('{id}', id)}`, {
            method,
            ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
          })
          // A stream that is not refused goes on.
          if (answer.headers.get('content-type')?.startsWith('text/event-stream')) await answer.body?.cancel()
          if (answer.status >= 500) faults.push(`${method} ${address} ${JSON.stringify(body)}`)
        }
        for (const text of texts) {
          for (const { name, in: place } of parameters) {
            const value = encodeURIComponent(text.toWellFormed())
            if (place === 'query') await ask(`${path}?${name}=${value}`)
            if (place === 'path') await ask(path.replace('{id}', value))
          }
          for (const body of bodies[`${method} ${path}`]?.(text) ?? []) await ask(path, body)
        }
      }
    }
    expect(faults).toEqual([])
    expect([...asked]).toEqual(expect.arrayContaining(Object.keys(bodies)))
  })

  test('nor in a request to a page', async () => {
    const { id } = await hub.webhooks.create({ url: 'https://example.com/', allowDuplicate: true })
    const filter = ['search', 'webhook', 'event', 'type', 'state', 'workspace', 'from', 'to', 'cursor']
    const replay = `/settings/webhooks/${id}/replay?since=2026-01-01&states=missed`
    const faults: string[] = []
    for (const text of texts) {
      const value = encodeURIComponent(text.toWellFormed())
      const addresses = [
        ...['/deliveries', '/events', '/', '/send', `/settings/webhooks/${id}`].flatMap((path) =>
          [...filter, 'range'].map((name) => `${path}?${name}=${value}`),
        ),
        ...['since', 'until', 'states', 'type', 'asOf'].map((name) => `${replay}&${name}=${value}`),
        ...['deliveries', 'events', 'settings/webhooks', 'send'].map((path) => `/${path}/${value}`),
      ]
      for (const address of addresses) {
        const { status } = await app.request(address)
        if (status >= 500) faults.push(address)
      }
      for (const name of ['url', 'description', 'headerName', 'headerValue', 'eventTypes', 'workspaceIds']) {
        const form = { url: 'https://example.com/', headerName: 'a', headerValue: 'b', [name]: text }
        if (name === 'url') form.url = `https://example.com/${text}`
        for (const path of ['/settings/webhooks', `/settings/webhooks/${id}/settings`]) {
          const shown = await (await app.request(path)).text()
          const version = /name="version" value="([^"]*)"/.exec(shown)?.[1] ?? ''
          const body = new URLSearchParams({ ...form, duplicateOf: form.url, version })
          const { status } = await app.request(path, { method: 'POST', body })
          // Saved, or refused beside the field.
          if (![303, 422].includes(status)) faults.push(`${path} ${name} ${status}`)
        }
      }
    }
    expect(faults).toEqual([])
  })

  test('a NUL in the URL of a webhook is refused by its name', async () => {
    const message = 'url: expected a URL without NUL characters'
    const input = { url: 'https://example.com/\0', allowDuplicate: true }
    await expect(hub.webhooks.create(input)).rejects.toThrow(
      new InvalidInputError([{ path: ['url'], message, code: 'refused_url' }]),
    )
  })
})
