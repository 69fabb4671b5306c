import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import { type CatalogEntry, catalog } from '../../src/catalog.js'
import type { PublishOptions } from '../../src/index.js'
import { entriesOf } from '../../src/pages/send/form-entries.js'
import { fieldsOf } from '../../src/pages/send/schema-field.js'
import { stubHub } from '../safety/stub-hub.js'

test('the page says which webhooks would receive the event', async () => {
  const [{ type }, other] = catalog as [CatalogEntry, CatalogEntry]
  const show = async (webhook: object) => {
    const hub = stubHub({
      webhooks: { list: async () => [{ id: 'x', url: 'https://example.com/', ...webhook }] } as never,
    })
    return (await createApp(hub).request(`/send/${type}`)).text()
  }
  for (const receiving of [{ eventTypes: null }, { eventTypes: [type] }]) {
    const text = await show({ enabled: true, ...receiving })
    expect(text).toMatch(/Will be sent to .*https:\/\/example\.com\//)
  }
  for (const without of [
    { enabled: false, eventTypes: null },
    { enabled: true, eventTypes: [other.type] },
  ]) {
    expect(await show(without)).toContain('No enabled webhook receives this type')
  }
})

test.each(catalog)(
  'each form of $type sends a key of its own, so that submitting it twice sends one event',
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
