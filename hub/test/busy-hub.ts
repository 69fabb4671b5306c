import type { WebhookEvent } from 'prompt-webhooks'
import { catalog } from '../src/catalog.js'
import { createHub, serve } from '../src/index.js'
import { startEndpoint } from './endpoint.js'
import { eventually } from './eventually.js'

const eventCount = 1000
const names = [
  'support/greeting',
  'support/triage',
  'search/rewrite-query',
  'billing/explain-invoice',
  'summaries/weekly',
]

type Ids = Readonly<
  Record<'fine' | 'resting' | 'paused' | 'failing' | 'gone' | 'eventId' | 'deliveryId', string>
>

const pathsOf = (ids: Ids) => ({
  overview: '/',
  events: '/events',
  event: `/events/${ids.eventId}`,
  deliveries: '/deliveries',
  'deliveries that wait': '/deliveries?state=waiting',
  'deliveries to one webhook': `/deliveries?webhook=${ids.resting}`,
  'deliveries that were given up': '/deliveries?state=given_up',
  delivery: `/deliveries/${ids.deliveryId}`,
  webhooks: '/settings/webhooks',
  'webhook that is fine': `/settings/webhooks/${ids.fine}`,
  'webhook that rests': `/settings/webhooks/${ids.resting}`,
  'webhook that is paused': `/settings/webhooks/${ids.paused}`,
  'webhook that fails': `/settings/webhooks/${ids.failing}`,
  'webhook that is disabled': `/settings/webhooks/${ids.gone}`,
  settings: `/settings/webhooks/${ids.fine}/settings`,
  replay: `/settings/webhooks/${ids.gone}/replay`,
  'event types': '/event-types',
})
type BusyPage = keyof ReturnType<typeof pathsOf>

/** Pages to look at. */
export const busyPages = Object.keys(pathsOf({} as Ids)) as BusyPage[]

export type BusyHub = Awaited<ReturnType<typeof startBusyHub>>

/** A hub with a webhook in each condition, and thousands of deliveries. */
export async function startBusyHub() {
  const answers = new Map([
    ['/resting', 503],
    ['/failing', 500],
    ['/gone', 410],
  ])
  const endpoint = await startEndpoint(({ path }, response) => {
    response.writeHead(answers.get(path) ?? 204).end(answers.has(path) ? 'upstream connect error' : '')
  })
  const hub = await createHub({
    allow: ['127.0.0.1'],
    retryDelay: (failures) => (failures < 4 ? failures * 600_000 : undefined),
    restSeconds: { first: 300, max: 600 },
  })
  const server = await serve(hub, { port: 0 })
  const create = async (path: string, description: string, settings = {}) => {
    const url = new URL(path, endpoint.url).href
    return (await hub.webhooks.create({ url, description, ...settings })).id
  }
  const [rareType] = catalog.map(({ type }) => type).slice(-1)
  const fine = await create('/fine', 'Production cache', { workspaceIds: [1, 2] })
  const resting = await create('/resting', 'Staging cluster behind the gateway')
  const paused = await create('/paused', 'Data warehouse')
  const failing = await create('/failing', 'Slack notifier', { eventTypes: [rareType] })
  const gone = await create('/gone', 'The old importer', { eventTypes: [rareType] })
  await hub.webhooks.pause(paused)

  const variants = catalog.slice(0, -1)
  const events = Array.from({ length: eventCount }, (_, index): WebhookEvent => {
    const { example, subject } = variants[index % variants.length] as (typeof catalog)[number]
    const name = names[index % names.length]
    const details = { ...example.details, ...(subject.name !== undefined && { [subject.name]: name }) }
    return { ...example, details, workspace_id: 1 + (index % 3) } as WebhookEvent
  })
  await hub.publish(events)
  const { eventId } = await hub.publish(catalog.at(-1)?.example as WebhookEvent)
  const condition = (id: string) => hub.webhooks.get(id)
  await eventually(async () => (await condition(resting)).restingUntil !== null)
  await eventually(async () => (await condition(failing)).failingSince !== null)
  await eventually(async () => !(await condition(gone)).enabled)
  const page = async (state: 'delivered') =>
    (await hub.deliveries.list({ webhookId: fine, state }, { limit: 200 })).items
  await eventually(async () => (await page('delivered')).length === 200)
  const [retrying] = (await hub.deliveries.list({ webhookId: resting, state: 'retrying' })).items
  const ids = { fine, resting, paused, failing, gone, eventId, deliveryId: retrying?.id ?? '' }
  return {
    addressOf: (name: BusyPage) => new URL(pathsOf(ids)[name], server.url).href,
    async stop() {
      await server.close()
      await hub.close()
      await endpoint.stop()
    },
  }
}
