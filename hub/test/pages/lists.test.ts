import { expect, test } from 'vitest'
import { createApp } from '../../src/app.js'
import { type CatalogEntry, catalog } from '../../src/catalog.js'
import { subjectOf } from '../../src/subject.js'
import { stubHub } from '../safety/stub-hub.js'

const [{ type, example }] = catalog as [CatalogEntry]
const id = '4f7f5b0e-6c0a-4b8c-9a53-0b5f2f4e8f11'
const now = new Date()
const states = { pending: 0, retrying: 0, delivered: 0, given_up: 1 }
const about = { subject: subjectOf(example), eventType: type, eventId: id, webhookId: id }
const delivery = {
  id,
  ...about,
  url: 'https://example.com/',
  state: 'given_up',
  attempts: 1,
  lastStatus: 500,
}
const event = { id, event: example, subject: about.subject, publishedAt: now, states }
const app = createApp(
  stubHub({
    webhooks: { list: async () => [] },
    deliveries: {
      list: async () => ({
        items: [{ ...delivery, reason: null, nextAttemptAt: null, updatedAt: now }],
        nextCursor: 'older',
      }),
    },
    events: { list: async () => ({ items: [event], nextCursor: 'older' }) },
  } as never),
)

const ofEvents = { search: 'greeting', type, workspace: '2', from: '2026-01-01', to: '2026-01-31' }
const filter = { ...ofEvents, webhook: id, event: id, state: 'given_up' }

/** Reads the page with the parameters, and the parameters of a link on it. */
async function show(path: string, parameters: Record<string, string>) {
  const html = await (await app.request(`${path}?${new URLSearchParams(parameters)}`)).text()
  return {
    html,
    link(name: string) {
      const [, href = ''] = new RegExp(`id="${name}" href="([^"]+)"`).exec(html) ?? []
      const { pathname, searchParams } = new URL(href.replaceAll('&amp;', '&'), 'http://hub')
      return [pathname, Object.fromEntries(searchParams)]
    },
  }
}

test.each([
  ['/deliveries', filter],
  ['/events', ofEvents],
])('the pages of %s keep the filter', async (path, parameters) => {
  const { link } = await show(path, { ...parameters, cursor: 'here' })
  expect(link('older')).toEqual([path, { ...parameters, cursor: 'older' }])
  expect(link('newest')).toEqual([path, parameters])
})

test('sending all again that was given up is limited to what the list shows', async () => {
  const { html } = await show('/deliveries', filter)
  const [, form = ''] = /action="\/deliveries\/send-given-up-again">(.*?)<\/form>/s.exec(html) ?? []
  const fields = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)]
  expect(Object.fromEntries(fields.map(([, name, value]) => [name, value]))).toEqual(filter)
})
