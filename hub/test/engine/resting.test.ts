import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createHub } from '../../src/index.js'
import { databases, type TestDatabases } from '../databases.js'
import { eventually } from '../eventually.js'
import { openDatabase } from '../open-database.js'
import { example, hubOnDatabase } from './hub-on-database.js'

describe.each(databases)('$name', ({ name, start }) => {
  let server: TestDatabases
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  /** A hub whose webhook rests for minutes, and whose receiver has just been repaired. */
  async function repaired() {
    let isHealthy = false
    const options = { failuresBeforeRest: 1, restSeconds: { first: 300, max: 300 }, retryDelay: () => 1 }
    const all = await hubOnDatabase(server, options, (_, response) =>
      response.writeHead(isHealthy ? 204 : 500).end(),
    )
    const [failed = ''] = await all.publish()
    const { restingUntil } = await eventually(async () => {
      const webhook = await all.hub.webhooks.get(all.webhook.id)
      return webhook.restingUntil !== null && webhook
    })
    expect(restingUntil?.getTime()).toBeGreaterThan(Date.now() + 200_000)
    isHealthy = true
    return { ...all, hub: all.hub, failed, options, [Symbol.asyncDispose]: all[Symbol.asyncDispose] }
  }

  test('a test is attempted at once while the webhook rests, and its success ends the rest', async () => {
    await using all = await repaired()
    const waiting = await all.publish()
    await all.inState((await all.hub.webhooks.test(all.webhook.id)).id, 'delivered')
    for (const id of [...waiting, all.failed]) await all.inState(id, 'delivered')
    const webhook = await all.hub.webhooks.get(all.webhook.id)
    expect(webhook).toMatchObject({ restingUntil: null, failingSince: null })
  })

  test('the success of a test tells every process that the rest may be over', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, {}, (_, response) =>
      responses.push(() => response.writeHead(204).end()),
    )
    let signals = 0
    all.hub.events.onPublished(() => signals++)
    await all.hub.webhooks.test(all.webhook.id)
    await all.endpoint.count(1)
    await expect.poll(() => signals).toBe(1)
    responses[0]?.()
    await expect.poll(() => signals).toBe(2)
  })

  test('a delivery that a person sends again is attempted at once while the webhook rests', async () => {
    await using all = await repaired()
    await all.hub.deliveries.resend(all.failed)
    expect(await all.inState(all.failed, 'delivered')).toMatchObject({ attempts: 2 })
  })

  test('a list of deliveries that a person sends again is attempted at once as well', async () => {
    await using all = await repaired()
    expect(await all.hub.deliveries.resendMany([all.failed])).toBe(1)
    expect(await all.inState(all.failed, 'delivered')).toMatchObject({ attempts: 2 })
  })

  test('an attempt that a person asked for and that fails does not end the rest', async () => {
    const options = { failuresBeforeRest: 1, restSeconds: { first: 300, max: 300 }, retryDelay: () => 1 }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    await all.publish()
    await all.endpoint.count(1)
    const { id } = await all.hub.webhooks.test(all.webhook.id)
    await all.inState(id, 'retrying')
    const { restingUntil } = await all.hub.webhooks.get(all.webhook.id)
    expect(restingUntil).not.toBeNull()
    // Its retry waits like any other.
    await all.publish()
    await all.hub.webhooks.test(all.webhook.id)
    await all.endpoint.count(3)
    expect(all.endpoint.received).toHaveLength(3)
  })

  test('resuming a webhook ends its rest', async () => {
    await using all = await repaired()
    expect(await all.hub.webhooks.resume(all.webhook.id)).toMatchObject({ restingUntil: null })
    await all.inState(all.failed, 'delivered')
  })

  test('enabling a webhook ends its rest', async () => {
    await using all = await repaired()
    const { givenUp } = await all.hub.webhooks.disable(all.webhook.id)
    expect(givenUp).toBe(1)
    expect(await all.hub.webhooks.enable(all.webhook.id)).toMatchObject({ restingUntil: null })
    const [id = ''] = await all.publish()
    await all.inState(id, 'delivered')
  })

  test('a paused webhook keeps its deliveries until it is resumed; what a person sends arrives anyway', async () => {
    await using all = await hubOnDatabase(server, {})
    expect(await all.hub.webhooks.pause(all.webhook.id)).toMatchObject({ paused: true, enabled: true })
    const ids = await all.publish(3)
    const { id } = await all.hub.webhooks.test(all.webhook.id)
    await all.inState(id, 'delivered')
    expect(all.endpoint.ids()).toEqual([id])
    expect(await all.hub.webhooks.resume(all.webhook.id)).toMatchObject({ paused: false })
    for (const each of ids) await all.inState(each, 'delivered')
  })

  test('what waits for a paused webhook is given up when it is due, if its disabling was interrupted', async () => {
    await using all = await hubOnDatabase(server, {})
    await all.hub.webhooks.pause(all.webhook.id)
    const ids = await all.publish(3)
    await all.pool.query('UPDATE prompt_webhooks.webhook SET enabled = false')
    for (const each of ids) {
      expect(await all.inState(each, 'given_up')).toMatchObject({ reason: 'the webhook was disabled' })
    }
    expect(all.endpoint.received).toEqual([])
  })

  test('enabling a webhook leaves its pause as it is', async () => {
    await using all = await hubOnDatabase(server, {}, (_, response) => response.writeHead(410).end())
    await all.hub.webhooks.pause(all.webhook.id)
    await all.inState((await all.hub.webhooks.test(all.webhook.id)).id, 'given_up')
    expect(await all.hub.webhooks.get(all.webhook.id)).toMatchObject({ enabled: false, paused: true })
    expect(await all.hub.webhooks.enable(all.webhook.id)).toMatchObject({ enabled: true, paused: true })
  })

  test('every process learns at once of what a person does to a webhook', async () => {
    await using all = await hubOnDatabase(server, {})
    const { webhooks, events } = all.hub
    let signals = 0
    events.onPublished(() => signals++)
    for (const act of ['pause', 'resume', 'disable', 'enable', 'remove'] as const) {
      const before = signals
      await webhooks[act](all.webhook.id)
      await expect.poll(() => signals, { message: act }).toBeGreaterThan(before)
    }
  })

  test('a pause applies to what a process already holds', async () => {
    const responses: (() => void)[] = []
    await using all = await hubOnDatabase(server, { concurrency: 1 }, (_, response) =>
      responses.push(() => response.writeHead(204).end()),
    )
    const ids = await all.publish(5)
    await all.endpoint.count(1)
    await all.hub.webhooks.pause(all.webhook.id)
    // The others are back in the queue.
    await all.queueHas(4)
    responses[0]?.()
    await all.inState(all.endpoint.ids()[0] ?? '', 'delivered')
    expect(all.endpoint.received).toHaveLength(1)
    await all.hub.webhooks.resume(all.webhook.id)
    for (let index = 1; index < ids.length; index++) {
      await all.endpoint.count(index + 1)
      responses[index]?.()
    }
    for (const id of ids) await all.inState(id, 'delivered')
  })

  test.each([
    ['disable', 1, ['given_up', 'given_up', 'given_up']],
    ['remove', 1, []],
    ['410', 1, ['given_up', 'given_up', 'given_up']],
    ['pause', 3, ['delivered', 'delivered', 'delivered']],
  ] as const)(
    'of what a person sent and a process holds, %s leaves %i attempts',
    async (act, attempts, states) => {
      // No time passes, so nothing goes back because it has waited for too long.
      vi.useFakeTimers({ toFake: ['Date', 'performance'] })
      onTestFinished(() => void vi.useRealTimers())
      const responses: ((status: number) => void)[] = []
      await using all = await hubOnDatabase(server, {}, (_, response) =>
        responses.push((status) => response.writeHead(status).end()),
      )
      const { hub, webhook } = all
      await hub.webhooks.pause(webhook.id)
      const ids = await all.publish(3)
      await hub.deliveries.resendMany(ids)
      const jobs = async () => {
        const text = "SELECT state FROM prompt_webhooks_queue.job_common WHERE group_id LIKE '% urgent'"
        return (await all.pool.query(text)).rows
      }
      // One at a time is attempted.
      await eventually(async () => (await jobs()).every(({ state }) => state === 'active'))
      await all.endpoint.count(1)
      if (act !== '410') await hub.webhooks[act](webhook.id)
      if (act === 'disable' || act === 'remove') await eventually(async () => (await jobs()).length === 1)
      for (let index = 0; index < attempts; index++) {
        await all.endpoint.count(index + 1)
        responses[index]?.(act === '410' ? 410 : 204)
      }
      await eventually(async () => (await jobs()).length === 0)
      expect(all.endpoint.received).toHaveLength(attempts)
      const { items } = await hub.deliveries.list()
      expect(items.map(({ state }) => state).sort()).toEqual(states)
    },
  )

  test('disabling gives up what waits, says how much, and new events skip the webhook', async () => {
    await using all = await hubOnDatabase(server, {})
    await all.hub.webhooks.pause(all.webhook.id)
    const ids = await all.publish(3)
    expect(await all.hub.webhooks.disable(all.webhook.id)).toMatchObject({
      enabled: false,
      paused: false,
      givenUp: 3,
    })
    for (const id of ids) {
      expect(await all.inState(id, 'given_up')).toMatchObject({
        reason: 'the webhook was disabled',
        attempts: 0,
      })
    }
    expect(await all.publish()).toEqual([])
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 0, remaining: 0 })
    await all.hub.webhooks.enable(all.webhook.id)
    await all.queueHas(0)
    expect(all.endpoint.received).toEqual([])
    expect(await all.hub.deliveries.resendGivenUp()).toEqual({ count: 3, remaining: 0 })
    for (const id of ids) await all.inState(id, 'delivered')
  })

  test('everything that a person sends again to a disabled webhook is attempted, whatever comes of the first', async () => {
    let isRepaired = false
    const options = { failuresBeforeRest: 1000, retryDelay: () => (isRepaired ? 1 : undefined) }
    await using all = await hubOnDatabase(server, options, (_, response, index) =>
      response.writeHead(index < 4 ? 500 : 204).end(),
    )
    const ids = await all.publish(3)
    for (const id of ids) await all.inState(id, 'given_up')
    await all.hub.webhooks.disable(all.webhook.id)
    isRepaired = true
    expect(await all.hub.deliveries.resendMany(ids)).toBe(3)
    await all.endpoint.count(6)
    const sent = await eventually(async () => {
      const deliveries = await Promise.all(ids.map((id) => all.hub.deliveries.get(id)))
      return deliveries.every(({ attempts }) => attempts === 2) && deliveries
    })
    // The first one fails. A disabled webhook gets no retries.
    const [refused, ...arrived] = sent.toSorted((one, other) => (one.state < other.state ? 1 : -1))
    expect(refused).toMatchObject({ state: 'given_up', reason: 'the webhook was disabled', attempts: 2 })
    expect(arrived.map(({ state }) => state)).toEqual(['delivered', 'delivered'])
    expect(all.endpoint.received).toHaveLength(6)
  })

  test('a success ends a failure that was recorded while it was under way', async () => {
    const responses: ((status: number) => void)[] = []
    await using all = await hubOnDatabase(server, { retryDelay: () => undefined }, (_, response) =>
      responses.push((status) => response.writeHead(status).end()),
    )
    await all.publish(2)
    await all.endpoint.count(2)
    const [first = '', second = ''] = all.endpoint.ids()
    responses[0]?.(500)
    await all.inState(first, 'given_up')
    expect((await all.hub.webhooks.get(all.webhook.id)).failingSince).not.toBeNull()
    responses[1]?.(204)
    await all.inState(second, 'delivered')
    expect((await all.hub.webhooks.get(all.webhook.id)).failingSince).toBeNull()
  })

  test('each rest is twice as long as the one before, up to the maximum; a success starts over', async () => {
    let status = 500
    const options = {
      failuresBeforeRest: 1,
      restSeconds: { first: 1000, max: 3000 },
      retryDelay: () => 86_400_000,
    }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(status).end())
    const lengths: number[] = []
    for (let count = 0; count < 4; count++) {
      const [id = ''] = await all.publish()
      const { log } = await all.inState(id, 'retrying')
      const { restingUntil } = await all.hub.webhooks.get(all.webhook.id)
      lengths.push(Math.round((Number(restingUntil) - Number(log[0]?.startedAt)) / 1000 / 100) * 100)
      // The end of the rest.
      await all.restart(options, async () => {
        const { pool, close } = await openDatabase(all.database)
        await pool.query('UPDATE prompt_webhooks.webhook SET resting_until = now()')
        await close()
      })
    }
    expect(lengths).toEqual([1000, 2000, 3000, 3000])
    status = 204
    const [id = ''] = await all.publish()
    await all.inState(id, 'delivered')
    expect(await all.hub.webhooks.get(all.webhook.id)).toMatchObject({
      failingSince: null,
      restingUntil: null,
    })
    status = 500
    const [last = ''] = await all.publish()
    await all.inState(last, 'retrying')
    const { restingUntil } = await all.hub.webhooks.get(all.webhook.id)
    expect(Number(restingUntil)).toBeLessThan(Date.now() + 1_100_000)
  })

  test('failures during a rest neither extend it nor count as another rest', async () => {
    const responses: (() => void)[] = []
    const options = {
      failuresBeforeRest: 1,
      restSeconds: { first: 1000, max: 100_000 },
      retryDelay: () => 86_400_000,
    }
    await using all = await hubOnDatabase(server, options, (_, response) =>
      responses.push(() => response.writeHead(500).end()),
    )
    const ids = await all.publish(2)
    await all.endpoint.count(2)
    const order = all.endpoint.ids()
    const ends: unknown[] = []
    for (const [index, respond] of responses.entries()) {
      respond()
      await all.inState(order[index] ?? '', 'retrying')
      ends.push((await all.hub.webhooks.get(all.webhook.id)).restingUntil)
    }
    expect(order.sort()).toEqual(ids.sort())
    expect(ends[0]).toBeInstanceOf(Date)
    expect(ends[1]).toEqual(ends[0])
  })

  test('a webhook that has rested thousands of times rests for the maximum', async () => {
    const options = {
      failuresBeforeRest: 1,
      restSeconds: { first: 1, max: 1000 },
      retryDelay: () => 86_400_000,
    }
    await using all = await hubOnDatabase(server, options, (_, response) => response.writeHead(500).end())
    await all.restart(options, async () => {
      const { pool, close } = await openDatabase(all.database)
      await pool.query('UPDATE prompt_webhooks.webhook SET failures = 5000, rests = 5000')
      await close()
    })
    const [id = ''] = await all.publish()
    await all.inState(id, 'retrying')
    const { restingUntil } = await all.hub.webhooks.get(all.webhook.id)
    expect(Number(restingUntil)).toBeGreaterThan(Date.now() + 900_000)
  })

  test('by default a webhook is disabled after it has failed for five days, and no sooner', async () => {
    const retryDelay = () => 86_400_000
    await using all = await hubOnDatabase(server, { retryDelay }, (_, response) =>
      response.writeHead(500).end(),
    )
    const failingFor = (seconds: number) =>
      all.restart({ retryDelay }, async () => {
        const { pool, close } = await openDatabase(all.database)
        await pool.query(
          "UPDATE prompt_webhooks.webhook SET failing_since = now() - $1 * interval '1 second'",
          [seconds],
        )
        await close()
      })
    const fiveDays = 5 * 24 * 60 * 60
    for (const [seconds, enabled] of [
      [fiveDays - 60, true],
      [fiveDays + 1, false],
    ] as const) {
      await failingFor(seconds)
      const [id = ''] = await all.publish()
      await eventually(async () => (await all.hub.deliveries.get(id)).attempts === 1)
      expect(await all.hub.webhooks.get(all.webhook.id)).toMatchObject({
        enabled,
        disabledReason: enabled ? null : 'failing',
      })
    }
  })

  test.runIf(name === 'Postgres')('the end of a rest reaches every process', async () => {
    await using all = await repaired()
    const other = await createHub({ ...all.database, ...all.options, allow: ['127.0.0.1'] })
    // Only the other process works from now on, and it knows of the rest.
    await all.hub.close()
    const { deliveryIds } = await other.publish(example)
    const serving = await createHub({ ...all.database, work: false, allow: ['127.0.0.1'] })
    await serving.webhooks.test(all.webhook.id)
    await eventually(async () => all.endpoint.ids().includes(deliveryIds[0] ?? ''))
    await Promise.all([other.close(), serving.close()])
  })
})
