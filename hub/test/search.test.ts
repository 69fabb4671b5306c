import type { WebhookEvent } from 'prompt-webhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.js'
import { catalog } from '../src/catalog.js'
import { createHubClient } from '../src/client.js'
import {
  createHub,
  type DeliveryFilter,
  type EventFilter,
  type Hub,
  type HubServer,
  InvalidInputError,
  serve,
} from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { hubOnDatabase } from './engine/hub-on-database.js'
import { openDatabase } from './open-database.js'

/** An example of the contract about another thing. */
function eventAbout(type: WebhookEvent['event_type'], values: Record<string, unknown>, workspaceId = 1) {
  const { subject, example } = catalog.find((entry) => entry.type === type) as (typeof catalog)[number]
  const changed = Object.entries(values).map(([part, value]) => [
    subject[part as keyof typeof subject],
    value,
  ])
  const details = { ...example.details, ...Object.fromEntries(changed) }
  return { ...example, details, workspace_id: workspaceId } as WebhookEvent
}

const published = {
  greeting: eventAbout('prompt_template_label_moved', { id: 15, name: 'Greeting/German', label: 'prod' }),
  greetingInTest: eventAbout(
    'prompt_template_label_moved',
    { id: 15, name: 'Greeting/German', label: 'test' },
    2,
  ),
  renamed: eventAbout('prompt_template_name_changed', {
    id: 150,
    name: 'Abschied',
    previousName: 'Farewell',
  }),
  odd: eventAbout('report_finished', { id: 7, name: '100%_of \\ ÄÖÜ' }),
  run: eventAbout('agent_run_finished', { id: 15, name: 'Triage', run: 4711 }),
  collection: eventAbout('skill_collection_files_changed', { id: 'support-skills', version: 3 }, 2),
  long: eventAbout('report_finished', { id: 8, name: `${'x'.repeat(5000)}\u{1f600}` }),
  unstorable: eventAbout('report_finished', { id: 9, name: 'zero \0 and \ud800' }),
}
type Name = keyof typeof published
const names = Object.keys(published) as Name[]

describe.each(databases)('$name', ({ start }) => {
  let databaseServer: TestDatabases
  let hub: Hub
  let server: HubServer
  const ids = new Map<string, Name>()
  const eventIds = {} as Record<Name, string>
  let webhookId: string

  beforeAll(async () => {
    databaseServer = await start()
    const options = await databaseServer.create()
    hub = await createHub({ ...options, work: false, allow: ['127.0.0.1'] })
    webhookId = (await hub.webhooks.create({ url: 'http://127.0.0.1:9/first' })).id
    await hub.webhooks.create({ url: 'http://127.0.0.1:9/second', eventTypes: ['report_finished'] })
    for (const name of names) {
      const { eventId } = await hub.publish(published[name])
      ids.set(eventId, name)
      eventIds[name] = eventId
    }
    await hub.close()
    const { pool, close } = await openDatabase(options)
    await pool.query("UPDATE prompt_webhooks.delivery SET state = 'given_up' WHERE event_id = $1", [
      eventIds.odd,
    ])
    await close()
    hub = await createHub({ ...options, work: false, allow: ['127.0.0.1'] })
    server = await serve(hub, { port: 0 })
  })
  afterAll(async () => {
    await server.close()
    await hub.close()
    await databaseServer.stop()
  })

  const found = async (filter: EventFilter) => {
    const { items } = await hub.events.list(filter)
    return items.map(({ id }) => ids.get(id))
  }
  const delivered = async (filter: DeliveryFilter) => {
    const { items } = await hub.deliveries.list(filter)
    return items.map(({ eventId }) => ids.get(eventId))
  }

  test.each<[string, EventFilter, Name[]]>([
    ['a part of a name, in any case', { search: 'gREET' }, ['greeting', 'greetingInTest']],
    ['the inside of a name', { search: 'ting/ger' }, ['greeting', 'greetingInTest']],
    ['words in any order, one of them a label', { search: ' prod  greet ' }, ['greeting']],
    ['a name of before', { search: 'farewell' }, ['renamed']],
    ['an id that is text', { search: 'support-skills' }, ['collection']],
    ['letters that are not ASCII', { search: 'äöü' }, ['odd']],
    ['characters that are special in patterns', { search: '100%_' }, ['odd']],
    ['a backslash', { search: '\\' }, ['odd']],
    ['a wildcard finds only itself', { search: '%' }, ['odd']],
    ['another wildcard', { search: '___' }, []],
    ['the start of a very long name', { search: 'x'.repeat(200) }, ['long']],
    ['what cannot be stored as it is', { search: 'zero' }, ['unstorable']],
    ['nothing that is there', { search: 'nothing' }, []],
    ['the id of a thing', { subjectId: 15 }, ['greeting', 'greetingInTest', 'run']],
    ['the id of a thing as text', { subjectId: 'support-skills' }, ['collection']],
    ['a whole id only', { subjectId: 5 }, []],
    ['a workspace', { workspaceId: 2 }, ['greetingInTest', 'collection']],
    ['a type', { eventType: 'agent_run_finished' }, ['run']],
    [
      'all of them together',
      { subjectId: 15, workspaceId: 2, search: 'test', eventType: 'prompt_template_label_moved' },
      ['greetingInTest'],
    ],
  ])('events and deliveries are found by %s', async (_, filter, expected) => {
    const newestFirst = expected.toReversed()
    expect(await found(filter)).toEqual(newestFirst)
    // Reports have a second delivery.
    expect([...new Set(await delivered(filter))]).toEqual(newestFirst)
    expect([...new Set(await delivered({ ...filter, webhookId }))]).toEqual(newestFirst)
  })

  test('events and deliveries are found by their ids', async () => {
    const { items } = await hub.deliveries.list({ eventId: eventIds.odd })
    expect(items).toHaveLength(2)
    expect(await delivered({ search: eventIds.odd })).toEqual(['odd', 'odd'])
    const id = items[0]?.id ?? ''
    expect((await hub.deliveries.list({ search: ` ${id} ` })).items.map((each) => each.id)).toEqual([id])
    expect(await found({ search: id })).toEqual(['odd'])
    expect(await found({ search: eventIds.odd })).toEqual(['odd'])
    expect(await found({ search: crypto.randomUUID() })).toEqual([])
    expect(await delivered({ search: crypto.randomUUID() })).toEqual([])
    expect(await delivered({ state: 'given_up', search: 'of' })).toEqual(['odd', 'odd'])
  })

  test('deliveries carry what their event is about', async () => {
    const { items } = await hub.deliveries.list({ eventId: eventIds.greeting })
    const subject = {
      id: 15,
      name: 'Greeting/German',
      previousName: null,
      label: 'prod',
      version: 9,
      run: null,
    }
    expect(items[0]?.subject).toEqual(subject)
    expect((await hub.deliveries.get(items[0]?.id ?? '')).subject).toEqual(subject)
    expect((await hub.events.get(eventIds.greeting)).subject).toEqual(subject)
    const unstorable = await hub.events.get(eventIds.unstorable)
    expect(unstorable.subject.name).toBe('zero \0 and \ud800')
  })

  test('an event comes with its deliveries, and their number in each state', async () => {
    const { deliveries, states } = await hub.events.get(eventIds.odd)
    expect(states).toEqual({ pending: 0, retrying: 0, delivered: 0, given_up: 2 })
    expect(deliveries).toEqual((await hub.deliveries.list({ eventId: eventIds.odd })).items)
  })

  test('an event comes with its newest 200 deliveries', async () => {
    await using all = await hubOnDatabase(databaseServer, { work: false })
    const url = 'https://example.com/'
    for (let count = 0; count < 200; count++) await all.hub.webhooks.create({ url, allowDuplicate: true })
    const { eventId, deliveryIds } = await all.hub.publish(published.greeting)
    expect(deliveryIds).toHaveLength(201)
    const { deliveries, states } = await all.hub.events.get(eventId)
    expect([deliveries.length, states.pending]).toEqual([200, 201])
    const page = await (await createApp(all.hub).request(`/events/${eventId}`)).text()
    expect(page).toContain('Send again to 200 of 201 webhooks')
    expect(page).toContain('These are the newest 200 of 201 deliveries.')
    expect(page).toContain(`<a href="/deliveries?event=${eventId}">See all of them</a>`)
    // Where all are shown, nothing is said about it.
    const odd = await (await createApp(hub).request(`/events/${eventIds.odd}`)).text()
    expect(odd).toContain('Send again to 2 webhooks')
    expect(odd).not.toContain('These are the newest')
  })

  test('a word that is in more than a thousand subjects finds the events of all of them', async () => {
    await using all = await hubOnDatabase(databaseServer, { work: false })
    // In the order of their subjects, which begin with the id.
    const about = (index: number) =>
      eventAbout('report_finished', { id: 1000 + index, name: `weekly ${index}` })
    await all.hub.publish(Array.from({ length: 1000 }, (_, index) => about(index)))
    const { eventId } = await all.hub.publish(about(1000))
    for (const search of ['weekly', 'WEEK ly']) {
      const { items } = await all.hub.events.list({ search }, { limit: 1 })
      expect(items.map(({ id }) => id)).toEqual([eventId])
      const deliveries = await all.hub.deliveries.list({ search }, { limit: 1 })
      expect(deliveries.items.map((each) => each.eventId)).toEqual([eventId])
    }
  })

  test('a range has its start and not its end', async () => {
    const { publishedAt } = await hub.events.get(eventIds.odd)
    const just = (ms: number) => new Date(publishedAt.getTime() + ms)
    expect(await found({ from: just(0), to: just(1) })).toContain('odd')
    expect(await delivered({ from: just(0), to: just(1) })).toContain('odd')
    expect(await found({ to: just(0) })).not.toContain('odd')
    expect(await found({ from: just(1) })).not.toContain('odd')
    expect(await found({ from: just(-86_400_000), to: just(86_400_000) })).toHaveLength(names.length)
    expect(await found({ from: just(86_400_000) })).toEqual([])
    expect(await found({ to: just(-86_400_000) })).toEqual([])
  })

  test('pages of a search continue each other, also within an event', async () => {
    const all = (await hub.deliveries.list({})).items.map(({ id }) => id)
    const read: string[] = []
    let cursor: string | undefined
    do {
      const page = await hub.deliveries.list({}, { cursor, limit: 1 })
      read.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(read).toEqual(all)
    const first = await hub.events.list({ subjectId: 15 }, { limit: 2 })
    const second = await hub.events.list({ subjectId: 15 }, { limit: 2, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...second.items].map(({ id }) => ids.get(id))).toEqual([
      'run',
      'greetingInTest',
      'greeting',
    ])
    expect(second.nextCursor).toBeNull()
  })

  test('the last page is the last one, also if it is full', async () => {
    for (const lists of [hub.events, hub.deliveries]) {
      const total = (await lists.list()).items.length
      const next = async (limit: number, cursor?: string) =>
        (await lists.list({}, { limit, cursor })).nextCursor
      expect(await next(total)).toBeNull()
      const cursor = await next(total - 2)
      expect(await next(2, cursor ?? '')).toBeNull()
      expect(await next(1, cursor ?? '')).not.toBeNull()
    }
    expect((await hub.events.list({ subjectId: 15 }, { limit: 3 })).nextCursor).toBeNull()
    expect((await hub.deliveries.list({ search: 'greet' }, { limit: 2 })).nextCursor).toBeNull()
  })

  test('a wrong filter is refused by its name', async () => {
    for (const [filter, field] of [
      [{ webhookId: 'x' }, 'webhookId'],
      [{ eventId: 'x' }, 'eventId'],
      [{ workspaceId: 1.5 }, 'workspaceId'],
      [{ search: '' }, 'search'],
      [{ search: 'x'.repeat(201) }, 'search'],
      [{ from: new Date('x') }, 'from'],
      [{ from: new Date(2), to: new Date(1) }, 'to'],
      [{ from: new Date(1), to: new Date(1) }, 'to'],
    ] as const) {
      const error = await hub.deliveries.list(filter).catch((reason) => reason)
      expect(error).toBeInstanceOf(InvalidInputError)
      expect(error.issues.map(({ path }: { path: string[] }) => path)).toEqual([[field]])
    }
  })

  test.each([
    ['state=zz', 'state'],
    ['colour=red', 'colour'],
    ['limit=x', 'limit'],
    ['limit=0', 'limit'],
    ['cursor=1', 'cursor'],
    ['from=2026-02-30', 'from'],
    ['to=yesterday', 'to'],
    ['webhookId=x', 'webhookId'],
    ['eventType=later', 'eventType'],
    ['workspaceId=x', 'workspaceId'],
    ['workspaceId=', 'workspaceId'],
    ['workspaceId=%20', 'workspaceId'],
    ['workspaceId=0x1', 'workspaceId'],
    ['limit=', 'limit'],
    ['search=', 'search'],
  ])('the API answers 400 to ?%s, and names it', async (query, name) => {
    // Events have no state and no webhook, so there these two are unknown.
    for (const list of ['deliveries', 'events']) {
      const answer = await fetch(new URL(`api/${list}?${query}`, server.url))
      expect([list, answer.status]).toEqual([list, 400])
      const { detail } = (await answer.json()) as { detail: string }
      expect(detail).toContain(name)
    }
  })

  test('the client and the API search like the hub', async () => {
    const client = createHubClient({ url: server.url })
    const day = new Date().toISOString().slice(0, 10)
    const filter = { search: 'greet', workspaceId: 2, from: new Date(`${day}T00:00:00Z`) }
    expect(await client.deliveries.list(filter)).toEqual(await hub.deliveries.list(filter))
    expect(await client.events.list(filter)).toEqual(await hub.events.list(filter))
    expect(await client.events.get(eventIds.odd)).toEqual(await hub.events.get(eventIds.odd))
    const count = async (query: string) => {
      const answer = await fetch(new URL(`api/events?${query}`, server.url))
      return ((await answer.json()) as { items: object[] }).items.length
    }
    expect(await count(`from=${day}&to=${day}`)).toBe(names.length)
    expect(await count('to=2020-01-01')).toBe(0)
    expect(await count('subjectId=15')).toBe(3)
  })

  test('sending again what was given up respects the search', async () => {
    expect(await hub.deliveries.resendGivenUp({ search: 'greeting' })).toEqual({ count: 0, remaining: 0 })
    expect(await hub.deliveries.resendGivenUp({ search: '100%', webhookId })).toEqual({
      count: 1,
      remaining: 0,
    })
  })

  describe('the pages', () => {
    const show = async (path: string) => (await createApp(hub).request(path)).text()

    test('lists show what each event is about, and keep the filter', async () => {
      const list = await show(`/deliveries?search=greeting&webhook=${webhookId}&from=2020-01-01`)
      expect(list.match(/Greeting\/German · (prod|test) · v9<\/small>/g)).toHaveLength(2)
      expect(list).toContain('value="greeting"')
      expect(list).toContain('id="from" name="from" type="date" value="2020-01-01"')
      expect(list).not.toContain('Farewell')
      expect(await show('/deliveries?search=nothing')).toContain('No deliveries match.')
    })

    test('published events are listed with their deliveries', async () => {
      const list = await show('/events?search=100%25')
      expect(list).toContain(`/deliveries?event=${eventIds.odd}`)
      expect(list).toContain(`href="/events/${eventIds.odd}"`)
      expect(list.match(/<tr id="event-/g)).toHaveLength(1)
      expect(await show('/events?search=nothing')).toContain('No events match.')
      expect((await show('/events')).match(/<tr id="event-/g)).toHaveLength(names.length)
    })

    test('lists lead to older entries only if there are some', async () => {
      // As many as one page has, and one more.
      await using pages = await hubOnDatabase(databaseServer, { work: false })
      const app = createApp(pages.hub)
      for (const [count, hasOlder] of [
        [50, false],
        [1, true],
      ] as const) {
        await pages.publish(count)
        for (const path of ['/deliveries', '/events']) {
          const list = await (await app.request(path)).text()
          expect([path, count, list.includes('id="older"')]).toEqual([path, count, hasOlder])
        }
      }
    })

    test('a search may have 200 characters', async () => {
      for (const page of ['/deliveries', '/events']) {
        expect(await show(`${page}?search=${'y'.repeat(200)}`)).toMatch(/No (deliveries|events) match\./)
        expect(await show(`${page}?search=${'y'.repeat(201)}`)).toContain('is not valid and was ignored.')
      }
    })

    test.each([
      ['state=zz', 'State: “zz” is not valid and was ignored.'],
      ['type=later', 'Event type: “later” is not valid and was ignored.'],
      ['webhook=x', 'Endpoint: “x” is not valid and was ignored.'],
      ['from=2026-02-30', 'From: “2026-02-30” is not valid and was ignored.'],
      ['from=2026-02-02&to=2026-02-01', 'The end is before the start, so neither is used.'],
      ['from=2026-02-02T09:00Z&to=2026-02-02T09:00Z', 'The end is before the start, so neither is used.'],
    ])('the page says that it does not use ?%s', async (query, sentence) => {
      for (const page of ['/deliveries', '/events']) {
        const text = await show(`${page}?${query}`)
        expect(text).toContain(sentence)
        expect(text).toMatch(/<tr id="(delivery|event)-/)
      }
    })
  })
})
