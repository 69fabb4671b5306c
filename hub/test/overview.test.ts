import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp } from '../src/app.js'
import { exampleOf } from '../src/catalog.js'
import { createHubClient } from '../src/client.js'
import { countActivity } from '../src/database/count-activity.js'
import { migrate } from '../src/database/migrate.js'
import { type HubOptions, InvalidInputError, NotFoundError, type Overview, serve } from '../src/index.js'
import { latencyClass, latencyQuantile } from '../src/latency-class.js'
import { applyRetention } from '../src/store/retention.js'
import { databases, type TestDatabases } from './databases.js'
import { eventType, hubOnDatabase, otherType } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'
import { openDatabase } from './open-database.js'

const quick: HubOptions = {
  retryDelay: (failures) => (failures > 2 ? undefined : 0),
  failuresBeforeRest: 100,
}
const keepAll = { deliveredSeconds: 1e9, givenUpSeconds: 1e9, idempotencyKeySeconds: 1e9 }

test('a latency that is read from its class is at most 10 percent off', () => {
  for (let latency = 1; latency < 60_000; latency *= 1.013) {
    const read = latencyQuantile(new Map([[latencyClass(latency), 1]]), 0.5) ?? 0
    expect(Math.abs(read - latency) / latency).toBeLessThan(0.1)
  }
  expect(latencyClass(0)).toBe(latencyClass(1))
  expect(latencyQuantile(new Map(), 0.5)).toBeNull()
  const counts = new Map([
    [latencyClass(1000), 6],
    [latencyClass(10), 94],
  ])
  expect(latencyQuantile(counts, 0.5)).toBeLessThan(11)
  expect(latencyQuantile(counts, 0.94)).toBeLessThan(11)
  expect(latencyQuantile(counts, 0.95)).toBeGreaterThan(900)
})

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  test('the overview counts attempts and what was given up, in all and per webhook, with the most trouble first', async () => {
    await using all = await hubOnDatabase(server, quick, (_, response, index) =>
      response.writeHead(index < 2 ? 204 : 500).end(),
    )
    const { hub, webhook } = all
    const empty = await hub.overview()
    expect(empty).toMatchObject({
      ...{ succeeded: 0, failed: 0, givenUp: 0, successRate: null, waiting: 0, waitingSince: null },
      latencyMs: { p50: null, p95: null },
    })
    const quiet = await hub.webhooks.create({ url: `${all.endpoint.url}quiet`, enabled: false })
    for (const id of await all.publish(2)) await all.inState(id, 'delivered')
    const [id = ''] = await all.publish()
    await all.inState(id, 'given_up')

    const overview = await hub.overview()
    const counts = { succeeded: 2, failed: 3, givenUp: 1, successRate: 0.4, waiting: 0 }
    expect(overview).toMatchObject(counts)
    expect(overview.webhooks).toMatchObject([
      { id: webhook.id, trouble: 'failing', ...counts },
      { id: quiet.id, trouble: null, succeeded: 0, failed: 0, givenUp: 0, successRate: null },
    ])
    expect(overview.latencyMs.p50).toBeGreaterThan(0)
    expect(overview.latencyMs.p95).toBeGreaterThanOrEqual(overview.latencyMs.p50 ?? 0)
    expect(total(overview)).toEqual([2, 3, 1])
    expect(overview.activity).toHaveLength(60)
    const ofQuiet = await hub.overview({ webhookId: quiet.id })
    expect([total(ofQuiet), ofQuiet.webhooks.length, ofQuiet.succeeded]).toEqual([[0, 0, 0], 1, 0])

    // What is deleted has happened anyway.
    await hub.webhooks.remove(webhook.id)
    expect(await hub.overview()).toMatchObject({ succeeded: 2, failed: 3, givenUp: 1 })
  })

  test('the overview tells what waits and since when, and counts what disabling gives up', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const before = new Date()
    const ids = await all.publish(3)
    const waiting = await all.hub.overview()
    expect(waiting.waiting).toBe(3)
    expect(waiting.waitingSince?.getTime()).toBeGreaterThan(before.getTime() - 1000)
    expect(waiting.webhooks).toMatchObject([{ waiting: 3, waitingSince: waiting.waitingSince }])
    const other = await all.hub.webhooks.create({ url: 'https://example.com/other' })
    const ofOther = await all.hub.overview({ webhookId: other.id })
    expect(ofOther).toMatchObject({ waiting: 0, waitingSince: null })
    await all.hub.webhooks.disable(all.webhook.id)
    expect(await all.hub.overview()).toMatchObject({
      ...{ waiting: 0, waitingSince: null, givenUp: 3 },
      // Without an attempt, nothing took any time.
      ...{ successRate: null, latencyMs: { p50: null, p95: null } },
    })
    await all.hub.deliveries.resend(ids[0] ?? '')
    const again = await all.hub.overview()
    // It waits since it was sent again.
    expect(again.waitingSince?.getTime()).toBeGreaterThan(waiting.waitingSince?.getTime() ?? 0)
    expect(again).toMatchObject({ waiting: 1, givenUp: 3 })
  })

  test('what waits longest tells since when deliveries wait, of one webhook and of all', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { hub, webhook } = all
    await all.publish()
    const { waitingSince: first } = await hub.overview()
    const later = async () => {
      const read = Date.now()
      await eventually(async () => Date.now() > read + 1)
    }
    await later()
    await all.publish()
    await later()
    const other = await hub.webhooks.create({ url: 'https://example.com/other', eventTypes: [otherType] })
    await hub.publish(exampleOf(otherType))
    const { waitingSince, webhooks } = await hub.overview()
    expect(waitingSince).toEqual(first)
    const since = new Map(webhooks.map((each) => [each.id, each.waitingSince]))
    expect(since.get(webhook.id)).toEqual(first)
    expect(Number(since.get(other.id))).toBeGreaterThan(Number(first))
  })

  test('the overview of one webhook covers only that webhook', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { hub, webhook } = all
    await all.publish()
    const other = await hub.webhooks.create({ url: 'https://example.com/other' })
    await hub.webhooks.disable(webhook.id)
    const kinds = async (webhookId: string) => {
      const { changes } = await hub.overview({ webhookId })
      return changes.map(({ kind }) => kind)
    }
    expect(await kinds(webhook.id)).toEqual(['disabled', 'created'])
    expect(await kinds(other.id)).toEqual(['created'])
    const givenUp = async (webhookId: string) => {
      const spans = await hub.deliveries.activity({ webhookId })
      return spans.reduce((sum, span) => sum + span.givenUp, 0)
    }
    expect([await givenUp(webhook.id), await givenUp(other.id)]).toEqual([1, 0])
  })

  test('the overview lists what changed about webhooks, by a person or by the hub, newest first', async () => {
    const options = { ...quick, failuresBeforeRest: 2, restSeconds: { first: 1, max: 1 } }
    await using all = await hubOnDatabase(server, options, (_, response, index) =>
      response.writeHead([500, 500, 204, 410][index] ?? 204).end(),
    )
    const { hub, webhook } = all
    const [id = ''] = await all.publish()
    await all.inState(id, 'delivered')
    const [gone = ''] = await all.publish()
    await all.inState(gone, 'given_up')
    await hub.webhooks.enable(webhook.id)
    await hub.webhooks.update(webhook.id, { description: 'mine' })
    await hub.webhooks.update(webhook.id, { description: 'mine' })
    await hub.webhooks.rotateSecret(webhook.id)
    await hub.webhooks.pause(webhook.id)
    await hub.webhooks.resume(webhook.id)
    await hub.webhooks.disable(webhook.id)
    await hub.webhooks.remove(webhook.id)
    const { changes } = await hub.overview()
    expect(changes.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['deleted', null],
      ['disabled', null],
      ['resumed', null],
      ['paused', null],
      ['secret_rotated', null],
      ['changed', null],
      ['enabled', null],
      ['disabled', 'gone'],
      ['recovered', null],
      ['resting', null],
      ['created', null],
    ])
    expect(changes[0]).toMatchObject({ webhookId: webhook.id, url: webhook.url, at: expect.any(Date) })
    await hub.webhooks.create({ url: `${all.endpoint.url}other`, enabled: false })
    const page = await (await createApp(hub).request('/')).text()
    expect(page).toContain('Settings changed')
    // Its page is gone, also for what changed before.
    expect(page).not.toContain(`/settings/webhooks/${webhook.id}`)
  })

  test('a rest that a person ends is no recovery, and a disabled webhook does not begin to rest', async () => {
    const options = {
      failuresBeforeRest: 1,
      restSeconds: { first: 300, max: 300 },
      retryDelay: () => 600_000,
    }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    const { hub, webhook } = all
    for (const act of ['resume', 'enable'] as const) {
      const [id = ''] = await all.publish()
      await all.inState(id, 'retrying')
      await hub.webhooks[act](webhook.id)
    }
    await hub.webhooks.disable(webhook.id)
    const { id } = await hub.webhooks.test(webhook.id)
    await all.inState(id, 'given_up')
    const { changes } = await hub.overview()
    expect(changes.map(({ kind }) => kind)).toEqual([
      'disabled',
      'resumed',
      'resting',
      'resumed',
      'resting',
      'created',
    ])
  })

  test('a webhook that the hub disabled comes before one that rests, which comes before one that fails', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const ids = [all.webhook.id]
    for (const name of 'bcd')
      ids.push((await all.hub.webhooks.create({ url: `${all.endpoint.url}${name}` })).id)
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    for (const [index, set] of [
      'failing_since = now()',
      "rests = 1, failing_since = now(), resting_until = now() + interval '1 hour'",
      "enabled = false, disabled_reason = 'failing'",
      'enabled = false',
    ].entries()) {
      await pool.query(`UPDATE prompt_webhooks.webhook SET ${set} WHERE id = $1`, [ids[index]])
    }
    await close()
    await all.restart({ work: false })
    const { webhooks } = await all.hub.overview()
    expect(webhooks.map(({ id, trouble }) => [ids.indexOf(id), trouble])).toEqual([
      [2, 'disabled'],
      [1, 'resting'],
      [0, 'failing'],
      [3, null],
    ])
  })

  test('of webhooks with the same trouble, what was given up counts most, then what failed, then what waits', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    await all.hub.webhooks.update(all.webhook.id, { eventTypes: [otherType] })
    const add = async (name: string, type = otherType) => {
      const url = `${all.endpoint.url}${name}`
      return (await all.hub.webhooks.create({ url, eventTypes: [type] })).id
    }
    const [waits, failed, givenUp] = [
      await add('waits', eventType),
      await add('failed'),
      await add('given-up'),
    ]
    await all.publish()
    await all.restart({ work: false }, async () => {
      const { pool, close } = await openDatabase(all.database)
      await countActivity(pool, [
        { webhookId: failed, outcome: 'failed', count: 2 },
        { webhookId: givenUp, outcome: 'given_up' },
      ])
      await close()
    })
    const { webhooks } = await all.hub.overview()
    expect(webhooks.map(({ id }) => id)).toEqual([givenUp, failed, waits, all.webhook.id])
  })

  test('minutes that are older than a day become hours, and the counts stay', async () => {
    await using all = await hubOnDatabase(server, quick)
    for (const id of await all.publish(2)) await all.inState(id, 'delivered')
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    const rows = async () =>
      (await pool.query('SELECT DISTINCT at FROM prompt_webhooks.activity ORDER BY at')).rows.length
    // Three minutes of the same hour, two days ago.
    const count = (minutes: number) =>
      pool.query(
        `INSERT INTO prompt_webhooks.activity
         SELECT date_trunc('day', now(), 'UTC') - interval '2 days' + $1 * interval '1 minute', webhook_id, outcome, latency, writer, count
         FROM prompt_webhooks.activity WHERE at > now() - interval '1 hour'`,
        [minutes],
      )
    for (const minutes of [1, 2, 3]) await count(minutes)
    expect(await rows()).toBeGreaterThan(3)
    await applyRetention(pool, keepAll)
    // What a sweep left over joins its hour in the next one.
    await count(4)
    await applyRetention(pool, keepAll)
    const { rows: old } = await pool.query(
      `SELECT extract(minute FROM at)::int AS minute, sum(count)::int AS count FROM prompt_webhooks.activity
       WHERE at < now() - interval '1 day' GROUP BY 1`,
    )
    expect(old).toEqual([{ minute: 0, count: 8 }])
    await pool.query(
      "UPDATE prompt_webhooks.activity SET at = at - interval '90 days' WHERE at < now() - interval '1 day'",
    )
    await applyRetention(pool, keepAll)
    expect(await rows()).toBeLessThan(3)
    await close()
    await all.restart(quick)
    expect(await all.hub.overview()).toMatchObject({ succeeded: 2 })
  })

  test('more can happen than a number of 32 bits counts', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    await pool.query(
      `INSERT INTO prompt_webhooks.activity
       SELECT now(), $1, 'succeeded', 1, writer, 2147483647 FROM generate_series(1, 3) AS writer`,
      [all.webhook.id],
    )
    await close()
    await all.restart({ work: false })
    const succeeded = 3 * 2_147_483_647
    expect(await all.hub.overview()).toMatchObject({ succeeded, successRate: 1 })
    const activity = await all.hub.deliveries.activity({ spans: 2 })
    expect(activity.reduce((sum, each) => sum + each.succeeded, 0)).toBe(succeeded)
  })

  test('minutes of the last day stay minutes', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    await pool.query(
      `INSERT INTO prompt_webhooks.activity (at, webhook_id, outcome, latency, writer, count)
       VALUES (date_trunc('hour', now(), 'UTC') - interval '23 hours 1 minute', $1, 'succeeded', 0, 1, 5)`,
      [all.webhook.id],
    )
    await applyRetention(pool, keepAll)
    const { rows } = await pool.query(
      'SELECT extract(minute FROM at)::int AS minute, count FROM prompt_webhooks.activity',
    )
    expect(rows).toEqual([{ minute: 59, count: 5 }])
    await close()
  })

  test('charts and changes go back 90 days, however short anything else is kept', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    await all.hub.webhooks.pause(all.webhook.id)
    await all.hub.close()
    const { pool, close } = await openDatabase(all.database)
    await pool.query(
      "INSERT INTO prompt_webhooks.activity SELECT now(), $1, 'succeeded', latency, 0, 1 FROM generate_series(1, 2) AS latency",
      [all.webhook.id],
    )
    const keepNothing = { deliveredSeconds: 0, givenUpSeconds: 0, idempotencyKeySeconds: 0 }
    const left = async (age: string) => {
      await pool.query(
        `UPDATE prompt_webhooks.webhook_change SET at = now() - interval '${age}' WHERE kind = 'created'`,
      )
      await pool.query(`UPDATE prompt_webhooks.activity SET at = now() - interval '${age}' WHERE latency = 1`)
      await applyRetention(pool, keepNothing)
      const { rows } = await pool.query(
        `SELECT (SELECT count(*) FROM prompt_webhooks.webhook_change)::int AS changes,
           (SELECT sum(count) FROM prompt_webhooks.activity)::int AS counted`,
      )
      return rows[0]
    }
    expect(await left('89 days')).toEqual({ changes: 2, counted: 2 })
    expect(await left('91 days')).toEqual({ changes: 1, counted: 1 })
    await close()
  })

  test.runIf(name === 'Postgres')(
    'what is expired is deleted without waiting for what somebody else has locked',
    async () => {
      const { databaseUrl } = await server.create()
      const { pool, close } = await openDatabase({
        databaseUrl: `${databaseUrl}?options=${encodeURIComponent('-c lock_timeout=1s')}`,
      })
      await migrate(pool)
      const row = "(gen_random_uuid(), now() - interval '1 day')"
      await pool.query(`INSERT INTO prompt_webhooks.ended_session VALUES ${row}, ${row}`)
      const client = await pool.connect()
      await client.query('BEGIN; SELECT FROM prompt_webhooks.ended_session LIMIT 1 FOR UPDATE')
      await applyRetention(pool, keepAll)
      const left = await pool.query('SELECT FROM prompt_webhooks.ended_session')
      expect(left.rows).toHaveLength(1)
      await client.query('COMMIT')
      client.release()
      await close()
    },
  )

  test('the range is checked', async () => {
    await using all = await hubOnDatabase(server, { work: false })
    const { hub } = all
    for (const wrong of [
      { spans: 0 },
      { spans: 1.5 },
      { spans: 1001 },
      { spanSeconds: 59 },
      { spanSeconds: 90 },
      { spanSeconds: Number.NaN },
      { spans: 49, spanSeconds: 1800 },
      { spans: 1, spanSeconds: 90_000 },
    ]) {
      await expect(hub.overview(wrong), JSON.stringify(wrong)).rejects.toThrow(InvalidInputError)
      await expect(hub.deliveries.activity(wrong)).rejects.toThrow(InvalidInputError)
    }
    for (const right of [
      { spans: 48, spanSeconds: 1800 },
      { spans: 84, spanSeconds: 7200 },
      { spans: 1000, spanSeconds: 86_400 },
    ]) {
      expect((await hub.overview(right)).activity).toHaveLength(right.spans)
    }
    await expect(hub.overview({ webhookId: 'x' })).rejects.toThrow(NotFoundError)
    await expect(hub.overview({ webhookId: crypto.randomUUID() })).rejects.toThrow(NotFoundError)
  })

  test('the API and its client give the same', async () => {
    await using all = await hubOnDatabase(server, quick)
    for (const id of await all.publish(1)) await all.inState(id, 'delivered')
    const listening = await serve(all.hub, { port: 0 })
    const client = createHubClient({ url: listening.url })
    const range = { spans: 24, spanSeconds: 3600, webhookId: all.webhook.id }
    expect(await client.overview(range)).toEqual(await all.hub.overview(range))
    await listening.close()
  })
})

function total({ activity }: Overview): number[] {
  const names = ['succeeded', 'failed', 'givenUp'] as const
  return names.map((name) => activity.reduce((sum, span) => sum + span[name], 0))
}
