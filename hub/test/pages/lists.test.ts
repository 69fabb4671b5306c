import { expect, test, vi } from 'vitest'
import { createApp } from '../../src/app.js'
import { type CatalogEntry, catalog } from '../../src/catalog.js'
import { readListRequest } from '../../src/pages/deliveries/filter.js'
import { WaitingNotes } from '../../src/pages/deliveries/waiting-notes.js'
import { deliveriesPath } from '../../src/pages/webhooks/webhook-path.js'
import { subjectOf } from '../../src/subject.js'
import { stubHub } from '../safety/stub-hub.js'
import { hiddenFields } from './hidden-fields.js'

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
  expect(Object.fromEntries(hiddenFields(html, '/deliveries/send-given-up-again'))).toEqual(filter)
})

test('sending selected deliveries again leads back to the filtered list', async () => {
  const { html } = await show('/deliveries', { ...filter, cursor: 'here' })
  const { to = '' } = Object.fromEntries(hiddenFields(html, '/deliveries/send-again'))
  const { pathname, searchParams } = new URL(to, 'http://hub')
  expect([pathname, Object.fromEntries(searchParams)]).toEqual(['/deliveries', filter])
})

test('filtering the deliveries of one event keeps to that event', async () => {
  const { html } = await show('/deliveries', { event: id })
  expect(hiddenFields(html, '/deliveries')).toEqual([['event', id]])
})

test('each number of deliveries of an event leads to those in that state', async () => {
  const { html } = await show('/events', {})
  const [, query = ''] = /href="\/deliveries\?([^"]*)"[^>]*><span class="badge bad">/.exec(html) ?? []
  const parameters = new URLSearchParams(query.replaceAll('&amp;', '&'))
  expect(Object.fromEntries(parameters)).toEqual({ event: id, state: 'given_up' })
})

test.each([
  [undefined, undefined],
  ['given_up', 'given_up'],
  ['waiting', ['pending', 'retrying']],
] as const)('what leads from a webhook to its deliveries (%s) is a filter of the list', (state, expected) => {
  const { searchParams } = new URL(deliveriesPath({ id }, state), 'http://hub')
  const { filter: read, ignored } = readListRequest(Object.fromEntries(searchParams))
  expect([read.webhookId, read.state, ignored]).toEqual([id, expected, []])
})

test.each([
  [3, undefined],
  [4, '1 more webhook'],
  [5, '2 more webhooks'],
])('of %d paused webhooks that a list waits for, three are named and the others counted', (count, others) => {
  const webhook = { url: delivery.url, enabled: true, paused: true }
  const webhooks = Array.from({ length: count }, (_, index) => ({ ...webhook, id: `${index}` }))
  const waiting = webhooks.map((each) => ({ webhookId: each.id, nextAttemptAt: now }))
  const html = String(WaitingNotes({ deliveries: waiting, webhooks } as never))
  expect(html.match(/Its deliveries wait until you resume it/g)).toHaveLength(3)
  expect(/>([^<]* more webhooks?)</.exec(html)?.[1]).toBe(others)
})

test.each([
  [{ count: 1, remaining: 0 }, '1 delivery is being sent again.'],
  [{ count: 2, remaining: 0 }, '2 deliveries are being sent again.'],
  [{ count: 10_000, remaining: 1 }, 'The first 10,000 are being sent again, and 1 delivery remains.'],
  [{ count: 10_000, remaining: 2345 }, 'The first 10,000 are being sent again, and 2,345 deliveries remain.'],
])(
  'sending all again that was given up leads back to the filtered list, which says how many: %j',
  async (sent, notice) => {
    const resendGivenUp = vi.fn(async () => sent)
    const lists = { deliveries: { resendGivenUp, list: async () => ({ items: [], nextCursor: null }) } }
    const sending = createApp(stubHub({ ...lists, webhooks: { list: async () => [] } } as never))
    const body = new URLSearchParams(filter)
    const answer = await sending.request('/deliveries/send-given-up-again', { method: 'POST', body })
    // The hub would refuse a state: there is only one.
    const { state: _, ...given } = readListRequest(filter).filter
    expect(resendGivenUp).toHaveBeenCalledWith(given)
    const { pathname, searchParams } = new URL(answer.headers.get('location') ?? '', 'http://hub')
    expect([answer.status, pathname, Object.fromEntries(searchParams)]).toEqual([303, '/deliveries', filter])
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const list = await sending.request(`${pathname}?${searchParams}`, { headers: { cookie } })
    expect(await list.text()).toContain(notice)
  },
)

test.each(['deliveries', 'events'])(
  'the page of %s at a cursor has what the hub lists from there',
  async (name) => {
    const list = vi.fn(async () => ({ items: [], nextCursor: null }))
    const listing = createApp(stubHub({ webhooks: { list: async () => [] }, [name]: { list } } as never))
    await listing.request(`/${name}?${new URLSearchParams({ ...ofEvents, cursor: 'here' })}`)
    const { search, from, to } = readListRequest(ofEvents).filter
    expect(list.mock.calls).toMatchObject([[{ search, from, to }, { cursor: 'here' }]])
  },
)

test('of a time that ends before it starts, neither the start nor the end is used', () => {
  const { filter: read } = readListRequest({ from: '2026-02-02', to: '2026-02-01', search: 'greeting' })
  expect([read.from, read.to, read.search]).toEqual([undefined, undefined, 'greeting'])
})
