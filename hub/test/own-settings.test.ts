import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.js'
import { createHub, type Hub, InvalidInputError, type NewWebhook } from '../src/index.js'
import { type DatabaseOptions, databases, type TestDatabases } from './databases.js'
import { encryptionKey } from './encryption-key.js'
import { startEndpoint } from './endpoint.js'
import { example, hubOnDatabase, otherType } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'

const url = 'https://example.com/webhooks'
const urlOf = (length: number) => `${url}/`.padEnd(length, 'x')
const manyHeaders = (count: number, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${from + index}`, 'value']))

// What a webhook has of its own: headers, workspaces, a time-out and a limit of concurrent attempts.
describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  let database: DatabaseOptions
  let hub: Hub
  beforeAll(async () => {
    server = await start()
    database = await server.create()
    hub = await createHub({ ...database, work: false })
  })
  afterAll(async () => {
    await hub.close()
    await server.stop()
  })

  test('by default a webhook has nothing of its own; what it has is returned, without the values of headers', async () => {
    const none = { headers: [], workspaceIds: null, timeoutMs: null, concurrency: null }
    expect(await hub.webhooks.create({ url, allowDuplicate: true })).toMatchObject(none)
    const all = {
      headers: { 'X-Api-Key': 'k', authorization: 'Bearer t' },
      workspaceIds: [7, Number.MAX_SAFE_INTEGER],
      timeoutMs: 60_000,
      concurrency: 1000,
    }
    const created = await hub.webhooks.create({ url, allowDuplicate: true, ...all })
    const shown = { ...all, headers: ['authorization', 'x-api-key'] }
    expect(created).toMatchObject(shown)
    expect(await hub.webhooks.get(created.id)).toMatchObject(shown)
    expect(await hub.webhooks.update(created.id, { description: 'new' })).toMatchObject(shown)
    const reset = { headers: { 'X-API-KEY': null, Authorization: null }, workspaceIds: null }
    const change = { ...reset, timeoutMs: null, concurrency: null }
    expect(await hub.webhooks.update(created.id, change)).toMatchObject(none)
  })

  test('changing headers sets those it names, removes those that are null, and keeps the others', async () => {
    const { id } = await hub.webhooks.create({
      url,
      allowDuplicate: true,
      headers: { 'x-a': '1', 'x-b': '2' },
    })
    const changed = await hub.webhooks.update(id, { headers: { 'X-B': null, 'x-c': '3', 'x-none': null } })
    expect(changed.headers).toEqual(['x-a', 'x-c'])
    await hub.webhooks.update(id, { headers: manyHeaders(18) })
    const error = await hub.webhooks.update(id, { headers: manyHeaders(1, 18) }).catch((reason) => reason)
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error.message).toBe('headers: expected at most 20 for a webhook')
    // Replacing one does not count as one more.
    expect((await hub.webhooks.update(id, { headers: { 'X-A': 'new' } })).headers).toHaveLength(20)
  })

  test.each<[Partial<NewWebhook>, string]>([
    [{ url: urlOf(2049) }, 'url: expected at most 2048 characters'],
    [{ description: 'x'.repeat(501) }, 'description: expected at most 500 characters'],
    [{ description: 'zero \0' }, 'description: expected a text without NUL characters'],
    [{ headers: { Host: 'x' } }, 'headers.Host: the URL decides the host'],
    [{ headers: { te: 'x' } }, 'headers.te: it belongs to the connection, which the sender manages'],
    [
      { headers: { 'Content-Type': 'x' } },
      'headers.Content-Type: it describes the body, which the sender makes',
    ],
    [{ headers: { 'webhook-id': 'x' } }, 'headers.webhook-id: a signature depends on it'],
    [{ headers: { 'x-a': '1', 'X-A': '2' } }, 'headers.X-A: it is given twice'],
    [
      { headers: { ['x'.repeat(101)]: '1' } },
      `headers.${'x'.repeat(100)}: expected a name of at most 100 characters`,
    ],
    [{ headers: { 'x-a': '1'.repeat(2001) } }, 'headers.x-a: expected a value of at most 2000 characters'],
    [{ headers: manyHeaders(21) }, 'headers: expected at most 20 for a webhook'],
    [{ workspaceIds: [] }, 'workspaceIds: expected 1 to 100 workspaces, or null for all'],
    [{ workspaceIds: Array(101).fill(1) }, 'workspaceIds: expected 1 to 100 workspaces, or null for all'],
    [{ workspaceIds: [1, 0.5] }, 'workspaceIds[1]: expected a whole number of at least 1'],
    [{ workspaceIds: [0] }, 'workspaceIds[0]: expected a whole number of at least 1'],
    [{ workspaceIds: [2 ** 53] }, 'workspaceIds[0]: expected a whole number of at least 1'],
    [{ timeoutMs: 0 }, 'timeoutMs: expected a whole number from 1 to 60000, or null for that of the hub'],
    [
      { timeoutMs: 60_001 },
      'timeoutMs: expected a whole number from 1 to 60000, or null for that of the hub',
    ],
    [
      { concurrency: 1001 },
      'concurrency: expected a whole number from 1 to 1000, or null for that of the hub',
    ],
    [
      { concurrency: 1.5 },
      'concurrency: expected a whole number from 1 to 1000, or null for that of the hub',
    ],
  ])('%o is refused', async (wrong, message) => {
    const error = await hub.webhooks.create({ url, allowDuplicate: true, ...wrong }).catch((reason) => reason)
    expect(error).toBeInstanceOf(InvalidInputError)
    expect(error.message).toBe(message)
  })

  test.each<[string, Partial<NewWebhook>]>([
    ['a URL of 2,048 characters', { url: urlOf(2048) }],
    ['a description of 500 characters', { description: 'x'.repeat(500) }],
    ['100 workspaces', { workspaceIds: Array.from({ length: 100 }, (_, index) => index + 1) }],
    ['a header whose name has 100 characters', { headers: { ['x'.repeat(100)]: '1' } }],
    ['a header whose value has 2,000 characters', { headers: { 'x-a': '1'.repeat(2000) } }],
  ])('%s is accepted', async (_, longest) => {
    const { headers, ...others } = longest
    const created = await hub.webhooks.create({ url, allowDuplicate: true, ...longest })
    expect(created).toMatchObject({ ...others, ...(headers && { headers: Object.keys(headers) }) })
  })

  test('the API takes and returns them, and refuses what is not of their type', async () => {
    const app = createApp(hub)
    const send = async (method: string, path: string, body: unknown) => {
      const headers = { 'Content-Type': 'application/json' }
      const response = await app.request(`/api/${path}`, { method, headers, body: JSON.stringify(body) })
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    }
    const own = { headers: { 'x-a': '1' }, workspaceIds: [3], timeoutMs: 5, concurrency: 6 }
    const created = await send('POST', 'webhooks', { url, allowDuplicate: true, ...own })
    expect(created).toMatchObject({ status: 201, body: { ...own, headers: ['x-a'] } })
    const change = { headers: { 'x-a': null }, workspaceIds: null, timeoutMs: null, concurrency: null }
    expect(await send('PATCH', `webhooks/${created.body.id}`, change)).toMatchObject({
      status: 200,
      body: { ...change, headers: [] },
    })
    for (const wrong of [
      { headers: { 'x-a': null } },
      { workspaceIds: ['3'] },
      { timeoutMs: '5' },
      { headers: [] },
    ]) {
      expect((await send('POST', 'webhooks', { url, ...wrong })).status).toBe(422)
    }
  })

  test.each([
    ['timeoutMs', '0'],
    ['timeoutMs', 'soon'],
    ['timeoutMs', '60001'],
    ['concurrency', '0'],
    ['concurrency', 'many'],
  ])('the form refuses %s %j, instead of using that of the hub', async (name, value) => {
    const before = await hub.webhooks.list()
    const body = new URLSearchParams({ url: `${url}/form`, [name]: value })
    const answer = await createApp(hub).request('/settings/webhooks', { method: 'POST', body })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(`id="${name}-issue"`)
    expect(await hub.webhooks.list()).toEqual(before)
  })

  test('events reach the webhooks of their workspace, and those without workspaces; a test reaches any', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const first = await all.hub.webhooks.create({ url, allowDuplicate: true, workspaceIds: [1, 2] })
    const second = await all.hub.webhooks.create({
      url,
      workspaceIds: [2],
      eventTypes: [otherType],
      allowDuplicate: true,
    })
    const receivers = async (workspaceId: number) => {
      const { eventId } = await all.hub.publish({ ...example, workspace_id: workspaceId })
      const { items } = await all.hub.deliveries.list({ eventId })
      return items.map(({ webhookId }) => webhookId).sort()
    }
    expect(await receivers(1)).toEqual([all.webhook.id, first.id].sort())
    expect(await receivers(3)).toEqual([all.webhook.id])
    await all.hub.webhooks.update(second.id, { workspaceIds: [3], eventTypes: null })
    expect(await receivers(3)).toEqual([all.webhook.id, second.id].sort())
    await all.hub.webhooks.update(first.id, { workspaceIds: null })
    expect(await receivers(Number.MAX_SAFE_INTEGER)).toEqual([all.webhook.id, first.id].sort())
    expect((await all.hub.webhooks.test(second.id)).webhookId).toBe(second.id)
  })

  test('headers are sent with each attempt, and neither stored nor shown with it', async () => {
    await using all = await hubOnDatabase(server, { key: encryptionKey('first') })
    await all.hub.webhooks.update(all.webhook.id, { headers: { 'X-Api-Key': 'very secret' } })
    const [id = ''] = await all.publish()
    const { log } = await all.inState(id, 'delivered')
    expect(all.endpoint.received[0]?.headers['x-api-key']).toBe('very secret')
    expect(log[0]?.request.headers).toMatchObject({ 'x-api-key': '(hidden)', 'webhook-id': id })
    // A key that is added later encrypts what is stored.
    const keys = `${encryptionKey('second')} ${encryptionKey('first')}`
    await all.restart({ key: keys })
    await all.restart({ key: encryptionKey('second') })
    const [next = ''] = await all.publish()
    await all.inState(next, 'delivered')
    expect(all.endpoint.received.at(-1)?.headers['x-api-key']).toBe('very secret')
    await all.restart({ key: encryptionKey('second'), work: false }, async () => {
      const { pool, close } = await openDatabase(all.database)
      const { rows } = await pool.query('SELECT headers, webhook::text AS row FROM prompt_webhooks.webhook')
      expect(rows[0]?.headers).toEqual({ 'x-api-key': expect.stringMatching(/^v1\./) })
      const attempts = await pool.query('SELECT attempt::text AS row FROM prompt_webhooks.attempt')
      for (const { row } of [...rows, ...attempts.rows]) expect(row).not.toContain('very secret')
      await close()
    })
  })

  test.runIf(name === 'PGlite')(
    'with a key that is set later, no file still holds a header as plain text',
    async () => {
      const { dataFolder = '', ...rest } = await server.create()
      const found = () =>
        readdirSync(dataFolder, { recursive: true, withFileTypes: true }).some(
          (each) =>
            each.isFile() && readFileSync(join(each.parentPath, each.name), 'latin1').includes('very secret'),
        )
      const plain = await createHub({ dataFolder, ...rest, work: false })
      await plain.webhooks.create({ url, headers: { 'x-api-key': 'very secret' } })
      await plain.close()
      expect(found()).toBe(true)
      await (await createHub({ dataFolder, ...rest, work: false, key: encryptionKey('first') })).close()
      expect(found()).toBe(false)
    },
  )

  test("a webhook's own time-out and concurrency replace those of the hub", async () => {
    let open = 0
    let most = 0
    const silent = await startEndpoint((_, response) => {
      most = Math.max(most, ++open)
      response.on('close', () => open--)
    })
    const options = { timeoutMs: 60_000, concurrencyPerWebhook: 2, retryDelay: () => undefined }
    await using all = await hubOnDatabase(server, options)
    await all.hub.webhooks.remove(all.webhook.id)
    const { id } = await all.hub.webhooks.create({ url: silent.url, timeoutMs: 1 })
    const [first = ''] = await all.publish()
    expect(await all.inState(first, 'given_up')).toMatchObject({ reason: 'no answer within 1 ms' })
    // Resuming forgets the failure: a failing webhook gets one attempt at a time.
    await all.hub.webhooks.update(id, { timeoutMs: null, concurrency: 5 })
    await all.hub.webhooks.resume(id)
    await all.publish(40)
    await eventually(async () => most === 5)
    await silent.stop()
    expect(most).toBe(5)
  })
})
