// Fills a hub with deliveries, and prints how long lists, searches and the overview take. Run with
// `npm run bench:reading --workspace hub`; DELIVERIES sets how many, DATABASES which databases.
import { webhookEventTypes } from 'prompt-webhooks'
import { createHub, type DeliveryFilter, type Hub, type ReplayState } from 'prompt-webhooks-hub'
import { catalog } from 'prompt-webhooks-hub/catalog'
import { median } from '../../bench/interleave.js'
import { waitingStates } from '../src/delivery.js'
import { replayStates } from '../src/replay.js'
import { databases } from '../test/databases.js'
import { openDatabase } from '../test/open-database.js'

const deliveries = Number(process.env.DELIVERIES ?? 1_000_000)
const wanted = process.env.DATABASES?.split(',')
const batch = 20_000
const prompts = 5000
const days = 7
const say = (what: string, figure: string) => console.log(`  ${what.padEnd(62)} ${figure}`)

for (const { name, start } of databases) {
  if (wanted && !wanted.includes(name)) continue
  const server = await start()
  const options = await server.create()
  const first = await createHub({ ...options, work: false })
  const webhookIds: string[] = []
  for (let index = 0; index < 10; index++) {
    webhookIds.push((await first.webhooks.create({ url: `https://example.com/${index}` })).id)
  }
  await first.close()
  console.log(
    `${name}, ${deliveries.toLocaleString('en')} deliveries of ${prompts.toLocaleString('en')} prompts to 10 webhooks`,
  )
  const began = performance.now()
  await fill(options, webhookIds)
  say('filled in', `${Math.round((performance.now() - began) / 1000)} s`)

  const hub = await createHub({ ...options, work: false })
  await reading(hub, webhookIds)
  await counting(hub, webhookIds)
  await hub.close()
  await fromAttempts(options)
  await server.stop()
}

type Options = Awaited<ReturnType<Awaited<ReturnType<(typeof databases)[number]['start']>>['create']>>

/**
 * Half as many events as deliveries, spread over a week; the newest ones wait or were given up more often.
 */
async function fill(options: Options, webhookIds: readonly string[]): Promise<void> {
  const { pool, close } = await openDatabase(options)
  const types = catalog.filter(({ subject }) => subject.name !== undefined).map(({ type }) => type)
  for (let from = 0; from < deliveries / 2; from += batch / 2) {
    await pool.query(
      `WITH new_event AS (
         INSERT INTO prompt_webhooks.event (id, event_type, body, published_at, workspace_id, subject, subject_id, subject_text)
         SELECT (substr(hex, 1, 8) || '-' || substr(hex, 9) || '-7' || substr(rest, 1, 3) || '-8' || substr(rest, 4, 3) || '-' || substr(rest, 7, 12))::uuid,
           ($3::text[])[1 + n % $4], '{"event_type": "x", "details": {}, "padding": "' || repeat('x', 300) || '"}', at, 1 + n % 20,
           json_build_object('id', prompt, 'name', 'Prompt ' || prompt, 'previousName', null, 'label', label, 'version', n % 50, 'run', null),
           prompt::text, prompt || ' team-' || prompt % 20 || '/prompt-' || prompt || ' ' || label
         FROM (
           -- Some prompts have far more events than others, and prompt 4999 only old ones.
           SELECT n, now() - (1 - n / $5::float8) * $6 * interval '1 day' AS at,
             CASE WHEN n < $5 / 20 AND n % 2 = 0 THEN 4999 ELSE floor(power(random(), 3) * 4998)::int END AS prompt,
             md5(random()::text) AS rest
           FROM generate_series($1::int, $2::int - 1) AS n
         ) AS numbered,
           lateral (SELECT CASE WHEN prompt = 4999 AND n % 4 = 0 THEN 'test' ELSE 'prod' END AS label) AS labelled,
           lateral (SELECT lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') AS hex) AS hexed
         RETURNING id, event_type, published_at
       ), new_delivery AS (
         INSERT INTO prompt_webhooks.delivery (event_id, event_type, webhook_id, state, attempts, created_at, updated_at, last_status)
         SELECT new_event.id, event_type, ($7::uuid[])[1 + floor(random() * 9)::int + offset_by],
           CASE WHEN random() < 0.98 THEN 'delivered' WHEN random() < 0.5 THEN 'given_up' WHEN random() < 0.5 THEN 'pending' ELSE 'retrying' END,
           1, published_at, published_at, 204
         FROM new_event, (VALUES (0), (1)) AS each (offset_by)
         RETURNING id, webhook_id, created_at
       ), new_attempt AS (
         INSERT INTO prompt_webhooks.attempt (delivery_id, started_at, latency, outcome, reason, url, request_headers, status)
         SELECT id, created_at, exp(random() * 6), CASE WHEN random() < 0.95 THEN 'delivered' ELSE 'retry' END, '204', 'https://example.com/', '{}', 204
         FROM new_delivery RETURNING delivery_id, started_at, latency, outcome
       )
       INSERT INTO prompt_webhooks.activity (at, webhook_id, outcome, latency, writer, count)
       SELECT date_trunc(CASE WHEN started_at < now() - interval '1 day' THEN 'hour' ELSE 'minute' END, started_at), webhook_id,
         CASE outcome WHEN 'delivered' THEN 'succeeded' ELSE 'failed' END, ceil(4 * ln(greatest(latency, 1)) / ln(2)), 1, count(*)
       FROM new_attempt JOIN new_delivery ON new_delivery.id = delivery_id GROUP BY 1, 2, 3, 4
       ON CONFLICT (at, webhook_id, outcome, latency, writer) DO UPDATE SET count = activity.count + EXCLUDED.count`,
      [from, from + batch / 2, types, types.length, deliveries / 2, days, webhookIds],
    )
  }
  // As the hub does with PGlite from time to time, and Postgres by itself.
  if (options.databaseUrl === undefined) await pool.query('SET default_statistics_target = 10')
  await pool.query('VACUUM')
  await time('analyzing', () => pool.query('ANALYZE'), 1)
  await close()
}

async function reading(hub: Hub, [webhookId = '']: readonly string[]): Promise<void> {
  const { items, nextCursor } = await hub.deliveries.list({}, { limit: 200 })
  const ago = (count: number) => new Date(Date.now() - count * 86_400_000)
  const filters: Record<string, DeliveryFilter> = {
    'all deliveries': {},
    'of one webhook': { webhookId },
    'given up': { state: 'given_up' },
    'pending, of one webhook': { state: 'pending', webhookId },
    'waiting: pending or retrying': { state: waitingStates },
    'waiting, of one webhook': { state: waitingStates, webhookId },
    'of one type': { eventType: webhookEventTypes[0] },
    'of one workspace, given up': { workspaceId: 7, state: 'given_up' },
    'of a prompt by its id, frequent': { subjectId: 3 },
    'of a prompt by its id, of one webhook': { subjectId: 2000, webhookId },
    'of a prompt that has only old ones': { subjectId: 4999 },
    'search "prompt-4711" (one prompt)': { search: 'prompt-4711' },
    'search "team-7/ prod" (250 prompts)': { search: 'team-7/ prod' },
    'search "prompt" (all prompts)': { search: 'prompt' },
    'search "prompt", given up': { search: 'prompt', state: 'given_up' },
    'search "4999 prod" (one prompt, only old ones)': { search: 'prompt-4999 prod' },
    'the same, of one webhook': { search: 'prompt-4999 prod', webhookId },
    'search "4999" (one prompt with two labels, only old ones)': { search: 'prompt-4999' },
    'search "nothing" (no prompt)': { search: 'nothing' },
    'search by the id of a delivery': { search: items[100]?.id ?? '' },
    'published five to four days ago': { from: ago(5), to: ago(4) },
    'published five to four days ago, of one webhook': { from: ago(5), to: ago(4), webhookId },
    'published in an hour, of one prompt': { from: ago(3), to: ago(2.96), search: 'prompt-3' },
  }
  for (const [what, filter] of Object.entries(filters)) await time(what, () => hub.deliveries.list(filter))
  await time('all deliveries, second page', () => hub.deliveries.list({}, { cursor: nextCursor ?? '' }))
  for (const what of [
    'all deliveries',
    'search "team-7/ prod" (250 prompts)',
    'published five to four days ago',
  ]) {
    const { webhookId: _, state: __, eventId: ___, ...filter } = filters[what] ?? {}
    await time(`events: ${what.replace('all deliveries', 'all')}`, () => hub.events.list(filter))
  }
  await time('events: search "4999" (only old ones)', () => hub.events.list({ search: 'prompt-4999' }))
  await time('an event with its deliveries', () => hub.events.get(items[100]?.eventId ?? ''))
  await time('a delivery with its attempts', () => hub.deliveries.get(items[100]?.id ?? ''))
  await time('overview of an hour', () => hub.overview())
  await time('overview of a day', () => hub.overview({ spans: 48, spanSeconds: 1800 }))
  await time('overview of a week', () => hub.overview({ spans: 84, spanSeconds: 7200 }))
  await time('overview of a week, of one webhook', () =>
    hub.overview({ spans: 84, spanSeconds: 7200, webhookId }),
  )
}

/** Counts what a replay of the whole week would send, and of an hour. */
async function counting(hub: Hub, [webhookId = '']: readonly string[]): Promise<void> {
  const states = replayStates.map((state): [string, ReplayState[]] => [state, [state]])
  for (const [what, chosen] of [...states, ['missed or given up', ['missed', 'given_up']] as const]) {
    for (const [range, hours] of [
      ['a week', 24 * days],
      ['an hour', 1],
    ] as const) {
      const since = new Date(Date.now() - hours * 3_600_000)
      await time(`count for a replay: ${what}, of ${range}`, () =>
        hub.webhooks.replay(webhookId, { since, states: chosen, dryRun: true }),
      )
    }
  }
}

/** What the overview would take without counting as it goes. */
async function fromAttempts(options: Options): Promise<void> {
  const { pool, close } = await openDatabase(options)
  await time('the same counts from the attempts themselves, of a week', () =>
    pool.query(
      `SELECT webhook_id, outcome, date_trunc('hour', started_at) AS hour, count(*), percentile_cont(0.95) WITHIN GROUP (ORDER BY latency)
       FROM prompt_webhooks.attempt JOIN prompt_webhooks.delivery ON delivery.id = delivery_id
       WHERE started_at > now() - interval '7 days' GROUP BY 1, 2, 3`,
    ),
  )
  await close()
}

/** Prints the median and the slowest of some rounds. */
async function time(what: string, run: () => Promise<unknown>, rounds = 5): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    await run()
    times.push(performance.now() - started)
  }
  say(what, `${median(times).toFixed(0)} ms (slowest ${Math.max(...times).toFixed(0)})`)
}
