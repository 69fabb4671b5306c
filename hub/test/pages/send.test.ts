import { expect, onTestFinished, test, vi } from 'vitest'
import { createApp } from '../../src/app.js'
import { type CatalogEntry, catalog } from '../../src/catalog.js'
import type { PublishOptions } from '../../src/index.js'
import { entriesOf } from '../../src/pages/send/form-entries.js'
import { fieldsOf } from '../../src/pages/send/schema-field.js'
import { stubHub } from '../safety/stub-hub.js'

test('the page says which webhooks would receive the event', async () => {
  const [{ type }, other] = catalog as [CatalogEntry, CatalogEntry]
  const show = async (...webhooks: object[]) => {
    const all = webhooks.map((webhook) => ({ id: 'x', url: 'https://example.com/', ...webhook }))
    const hub = stubHub({ webhooks: { list: async () => all } as never })
    return (await createApp(hub).request(`/send/${type}`)).text()
  }
  for (const receiving of [{ eventTypes: null }, { eventTypes: [type] }]) {
    const text = await show({ enabled: true, ...receiving })
    expect(text).toMatch(/Will be sent to .*https:\/\/example\.com\/<\/a>\./)
  }
  const forAll = { enabled: true, eventTypes: null, workspaceIds: null }
  const limited = { ...forAll, workspaceIds: [17] }
  expect(await show(limited)).toContain(
    'https://example.com/</a>, if it belongs to a workspace of this webhook.',
  )
  expect(await show(forAll, limited, limited)).toContain(
    '3 webhooks</a>, 2 of them only if it belongs to one of their workspaces.',
  )
  for (const without of [
    { enabled: false, eventTypes: null },
    { enabled: true, eventTypes: [other.type] },
  ]) {
    expect(await show(without)).toContain('No enabled webhook receives this type')
  }
})

test.each(catalog)(
  'each form of $type sends its own key, so that submitting it twice sends one event',
  async (entry) => {
    const published: { event: unknown; options: PublishOptions }[] = []
    const app = createApp(
      stubHub({
        publish: (async (event: unknown, options: PublishOptions) => {
          published.push({ event, options })
          return { eventId: 'x', deliveryIds: [] }
        }) as never,
      }),
    )
    const keyIn = async (path: string) => {
      const html = await (await app.request(path)).text()
      return /name="idempotencyKey" value="([^"]+)"/.exec(html)?.[1] ?? ''
    }
    const post = (path: string, values: Record<string, string>) =>
      app.request(path, { method: 'POST', body: new URLSearchParams(values) })

    const form = `/send/${entry.type}`
    const inForm = entriesOf(fieldsOf(entry.schema), entry.example)
    const asJson = { json: JSON.stringify(entry.example) }
    const keys: string[] = []
    for (const [path, values] of [
      [form, inForm],
      [form, inForm],
      [`${form}/json`, asJson],
      [`${form}/json`, asJson],
    ] as const) {
      const idempotencyKey = await keyIn(path)
      expect(idempotencyKey).toMatch(/^[\da-f-]{36}$/)
      expect((await post(path, { ...values, idempotencyKey })).status).toBe(303)
      keys.push(idempotencyKey)
    }
    expect(new Set(keys).size).toBe(4)
    expect(published.map(({ options }) => options.idempotencyKey)).toEqual(keys)
    for (const { event } of published) expect(event).toEqual(JSON.parse(JSON.stringify(entry.example)))
  },
)

test('a list of events is refused, and nothing is published', async () => {
  const [{ type, example }] = catalog as [CatalogEntry]
  let published = 0
  const publish = async () => {
    published++
    return { eventId: 'x', deliveryIds: [] }
  }
  const body = new URLSearchParams({ json: JSON.stringify([example]) })
  const app = createApp(stubHub({ publish: publish as never }))
  const answer = await app.request(`/send/${type}/json`, { method: 'POST', body })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('Expected one event, not a list')
  expect(published).toBe(0)
})

test('a form that starts with another event starts with its values, now, and only with one of its type', async () => {
  const [{ type, example }, other] = catalog as [CatalogEntry, CatalogEntry]
  const now = new Date('2031-02-03T04:05:06.789Z')
  vi.useFakeTimers({ toFake: ['Date'], now })
  onTestFinished(() => void vi.useRealTimers())
  const event = { ...example, user_name: 'someone else' }
  const app = createApp(stubHub({ events: { get: async () => ({ event }) } as never }))
  const [form, json] = await Promise.all(
    [`/send/${type}`, `/send/${type}/json`].map(async (path) => (await app.request(`${path}?like=x`)).text()),
  )
  expect(form).toContain(`value="${now.toISOString()}"`)
  expect(form).toContain('value="someone else"')
  const [, text = ''] = /<textarea[^>]*>(.*?)<\/textarea>/s.exec(json ?? '') ?? []
  expect(JSON.parse(text.replaceAll('&quot;', '"'))).toEqual({ ...event, timestamp: now.toISOString() })
  for (const path of [`/send/${other.type}`, `/send/${other.type}/json`]) {
    expect((await app.request(`${path}?like=x`)).status).toBe(404)
  }
})

test('an event that a form would change is shown as JSON, whole', async () => {
  const [{ type, example }] = catalog as [CatalogEntry]
  // A browser sends each line break of a form as the same one.
  const event = { ...example, user_name: 'of\rtwo\r\nlines' }
  const app = createApp(stubHub({ events: { get: async () => ({ event }) } as never }))
  const textIn = async (answer: Response) => {
    const [, text = ''] = /<textarea id="json"[^>]*>(.*?)<\/textarea>/s.exec(await answer.text()) ?? []
    return JSON.parse(text.replaceAll('&quot;', '"')) as unknown
  }
  const shown = await app.request(`/send/${type}?like=x`)
  expect(await textIn(shown)).toMatchObject({ user_name: event.user_name })
  const body = new URLSearchParams({ json: JSON.stringify(event) })
  const turned = await app.request(`/send/${type}/to-form`, { method: 'POST', body })
  expect([turned.status, await textIn(turned)]).toEqual([422, event])
})
