import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HubOptions } from '../src/index.js'
import { databases, type TestDatabases } from './databases.js'
import { startEndpoint } from './endpoint.js'
import { example, hubOnDatabase } from './engine/hub-on-database.js'
import { eventually } from './eventually.js'

// More than two batches.
const backlog = 12_000

describe.each(databases)('a webhook with a long backlog, on $name', ({ name, start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  /** A hub with a webhook for which deliveries wait. They have no jobs. */
  async function hubWithBacklog(options: HubOptions, ...[answer]: Parameters<typeof startEndpoint>) {
    const all = await hubOnDatabase(server, options, answer)
    const { hub, pool } = all
    // Nothing of it is attempted.
    await hub.webhooks.pause(all.webhook.id)
    const [first = ''] = await all.publish()
    await pool.query(
      `INSERT INTO prompt_webhooks.delivery (event_id, event_type, webhook_id, state, next_attempt_at)
       SELECT event_id, event_type, webhook_id, 'retrying', now() + interval '1 day'
       FROM prompt_webhooks.delivery, generate_series(2, $1) WHERE id = $2`,
      [backlog, first],
    )
    await pool.query(`
      CREATE TABLE changed (by xid8 NOT NULL, together boolean NOT NULL);
      CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO changed SELECT pg_current_xact_id(), xmin = pg_current_xact_id()::xid
        FROM prompt_webhooks.webhook WHERE id = old.webhook_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER see AFTER UPDATE OR DELETE ON prompt_webhooks.delivery FOR EACH ROW EXECUTE FUNCTION see()`)
    /** How many deliveries each transaction has ended or deleted, and whether it has changed the webhook. */
    const changes = async () => {
      const { rows } = await pool.query(
        'SELECT count(*)::int, bool_or(together) AS together FROM changed GROUP BY by ORDER BY by',
      )
      return rows.map(({ count, together }): [number, boolean] => [count, together])
    }
    const unfinished = async () => {
      const { rows } = await pool.query(
        "SELECT count(*)::int FROM prompt_webhooks.delivery WHERE state IN ('pending', 'retrying')",
      )
      return rows[0].count as number
    }
    return { ...all, hub, first, changes, unfinished, [Symbol.asyncDispose]: all[Symbol.asyncDispose] }
  }

  const inBatches = [
    [5000, false],
    [5000, false],
    [2000, false],
  ]

  test('is disabled first, and what waits is given up in batches', async () => {
    await using all = await hubWithBacklog({ work: false })
    const { enabled, givenUp } = await all.hub.webhooks.disable(all.webhook.id)
    expect([enabled, givenUp]).toEqual([false, backlog])
    expect(await all.changes()).toEqual(inBatches)
    expect(await all.hub.deliveries.get(all.first)).toMatchObject({
      state: 'given_up',
      reason: 'the webhook was disabled',
    })
    const counted = await all.hub.overview({ webhookId: all.webhook.id })
    expect(counted.givenUp).toBe(backlog)
  })

  test('is deleted in batches', async () => {
    await using all = await hubWithBacklog({ work: false })
    await all.pool.query("UPDATE prompt_webhooks.delivery SET state = 'delivered' WHERE id = $1", [all.first])
    await all.pool.query('TRUNCATE changed')
    await all.hub.webhooks.remove(all.webhook.id)
    expect(await all.hub.webhooks.list()).toEqual([])
    expect((await all.hub.deliveries.list()).items).toEqual([])
    // First what waits.
    expect(await all.changes()).toEqual([
      [5000, false],
      [5000, false],
      [1999, false],
      [1, false],
    ])
  })

  test('counts what workers give up as soon as it is disabled', async () => {
    await using all = await hubOnDatabase(server, {})
    await all.hub.webhooks.pause(all.webhook.id)
    await all.publish(1000)
    expect((await all.hub.webhooks.disable(all.webhook.id)).givenUp).toBe(1000)
  })

  test('that answers 410 is disabled with one batch, the rest follows, and the alert counts all', async () => {
    const alerts = await startEndpoint()
    const alerting = { alertUrl: alerts.url, alertSecret: `whsec_${Buffer.alloc(32).toString('base64')}` }
    await using all = await hubWithBacklog(alerting, (_, response) => response.writeHead(410).end())
    // Attempted at once, although the webhook is paused.
    const { id } = await all.hub.webhooks.test(all.webhook.id)
    await all.inState(id, 'given_up')
    await eventually(async () => (await all.unfinished()) === 0)
    // The first one also records the result.
    const [first, ...others] = await all.changes()
    expect(first).toEqual([5001, true])
    // A worker may give up the one that has a job.
    const counts = others.map(([count]) => count).filter((count) => count !== 1)
    expect([5000, ...counts].length).toBe(inBatches.length)
    expect(others.reduce((total, [count]) => total + count, 5000)).toBe(backlog)
    await alerts.count(1)
    expect(JSON.parse(alerts.received[0]?.body ?? '')).toMatchObject({
      type: 'webhook.disabled',
      data: { reason: 'gone', givenUp: backlog },
    })
    await alerts.stop()
  })

  test('that answers 410 does not fail while the hub closes', async () => {
    const warnings: string[] = []
    const logger = pino({ level: 'warn' }, { write: (line) => void warnings.push(line) })
    await using all = await hubWithBacklog({ logger }, (_, response) => response.writeHead(410).end())
    await all.pool.query(`CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM pg_sleep(0.3);
        RETURN NULL;
      END $$;
      CREATE TRIGGER slow AFTER UPDATE ON prompt_webhooks.delivery EXECUTE FUNCTION slow()`)
    const { id } = await all.hub.webhooks.test(all.webhook.id)
    await all.inState(id, 'given_up')
    await all.hub.close()
    expect(warnings.filter((line) => line.includes('could not give up'))).toEqual([])
  })

  test('that is enabled again keeps what was not given up yet', async () => {
    await using all = await hubWithBacklog({ work: false })
    await all.pool.query(`CREATE FUNCTION enable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE prompt_webhooks.webhook SET enabled = true;
        RETURN NULL;
      END $$;
      CREATE TRIGGER enable AFTER UPDATE ON prompt_webhooks.delivery EXECUTE FUNCTION enable()`)
    await all.hub.webhooks.disable(all.webhook.id)
    expect(await all.unfinished()).toBe(backlog - 5000)
  })

  // The embedded database has one connection, so that nobody else can hold a delivery.
  describe.runIf(name === 'Postgres')('while one of its deliveries is locked', () => {
    test.each([
      ['disable', [{ enabled: false }]],
      ['remove', []],
    ] as const)('%s stops new events at once', async (act, left) => {
      await using all = await hubWithBacklog({ work: false })
      const client = await all.pool.connect()
      await client.query('BEGIN')
      await client.query('SELECT FROM prompt_webhooks.delivery WHERE id = $1 FOR UPDATE', [all.first])
      const acting = all.hub.webhooks[act](all.webhook.id)
      await eventually(async () => !(await all.hub.webhooks.get(all.webhook.id)).enabled)
      expect((await all.hub.publish(example)).deliveryIds).toEqual([])
      await client.query('COMMIT')
      client.release()
      await acting
      expect(await all.hub.webhooks.list()).toMatchObject(left)
      expect(await all.unfinished()).toBe(0)
    })
  })
})
