import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Context, Hono } from 'hono'
import type { WebhookEvent } from 'prompt-webhooks'
import { readStrictWebhookEvent } from 'prompt-webhooks'
import { type CatalogEntry, catalog } from '../../catalog.js'
import { IdempotencyConflictError, type InputIssue, InvalidInputError, NotFoundError } from '../../errors.js'
import type { Hub } from '../../hub.js'
import { jsonError } from '../../json-error.js'
import { page } from '../page.js'
import { entriesOf, type FormEntries, readEntries } from './form-entries.js'
import { fieldsOf } from './schema-field.js'
import { SendForm, SendJson, TypeChoice } from './send-page.js'

const section = 'Send an event'

/** The pages under Send an event. */
export function sendPages(hub: Hub): Hono {
  const app = new Hono()

  app.get('/send', (context) => page(context, { title: section, section }, <TypeChoice catalog={catalog} />))

  app.get('/send/:type', async (context) => {
    const entry = entryOf(context.req.param('type'))
    const event = await startingPoint(context, entry)
    const fitting = fittingEntries(event)
    // An event that the form cannot show completely is shown as JSON, so that nothing of it is lost.
    if ('issues' in fitting) return showJson(context, entry, textOf(event), { issues: [] })
    return showForm(context, entry, fitting.entries, { issues: [] })
  })

  app.post('/send/:type', async (context) => {
    const entry = entryOf(context.req.param('type'))
    const entries = await readForm(context)
    const { event, issues } = readEntries(fieldsOf(entry.schema), entries)
    const sent = issues.length ? { issues } : await send(event, entries.idempotencyKey)
    return 'eventId' in sent ? toEvent(context, sent.eventId) : showForm(context, entry, entries, sent)
  })

  app.get('/send/:type/json', async (context) => {
    const entry = entryOf(context.req.param('type'))
    return showJson(context, entry, textOf(await startingPoint(context, entry)), { issues: [] })
  })

  app.post('/send/:type/json', async (context) => {
    const entry = entryOf(context.req.param('type'))
    const { json = '', idempotencyKey } = await readForm(context)
    const reading = readText(json)
    const sent = 'issues' in reading ? reading : await send(reading.value, idempotencyKey)
    return 'eventId' in sent ? toEvent(context, sent.eventId) : showJson(context, entry, json, sent)
  })

  app.post('/send/:type/to-json', async (context) => {
    const entry = entryOf(context.req.param('type'))
    const entries = await readForm(context)
    const { event, issues } = readEntries(fieldsOf(entry.schema), entries)
    if (issues.length) return showForm(context, entry, entries, { issues })
    return showJson(context, entry, textOf(event), { issues: [] })
  })

  app.post('/send/:type/to-form', async (context) => {
    const entry = entryOf(context.req.param('type'))
    const { json = '' } = await readForm(context)
    const reading = readText(json)
    if ('issues' in reading) return showJson(context, entry, json, reading)
    const fitting = fittingEntries(reading.value)
    if ('issues' in fitting) return showJson(context, entry, json, fitting)
    return showForm(context, fitting.entry, fitting.entries, { issues: [] })
  })

  /** What the form starts with, as if it happened now: the event that `like` names, or the example. */
  async function startingPoint(context: Context, { type, example }: CatalogEntry): Promise<WebhookEvent> {
    const like = context.req.query('like')
    const event = like === undefined ? example : (await hub.events.get(like)).event
    if (event.event_type !== type) throw new NotFoundError('The event has another type')
    return { ...event, timestamp: new Date().toISOString() }
  }

  async function send(
    event: unknown,
    idempotencyKey: string | undefined,
  ): Promise<{ eventId: string } | { issues: readonly InputIssue[] }> {
    try {
      return await hub.publish(event as WebhookEvent, { idempotencyKey: idempotencyKey || undefined })
    } catch (error) {
      if (error instanceof InvalidInputError) return { issues: error.issues }
      if (!(error instanceof IdempotencyConflictError)) throw error
      const message = 'This form already sent another event. Press Send again to send this one as well'
      return { issues: [{ path: [], message, code: 'invalid_value' }] }
    }
  }

  async function showForm(
    context: Context,
    entry: CatalogEntry,
    entries: FormEntries,
    { issues }: { readonly issues: readonly InputIssue[] },
  ) {
    const props = { entry, fields: fieldsOf(entry.schema), entries, ...(await propsOf(entry, issues)) }
    return page(context, { section, ...titleAndStatus(entry, issues) }, <SendForm {...props} />)
  }

  async function showJson(
    context: Context,
    entry: CatalogEntry,
    text: string,
    { issues }: { readonly issues: readonly InputIssue[] },
  ) {
    const props = { entry, text, ...(await propsOf(entry, issues)) }
    return page(context, { section, ...titleAndStatus(entry, issues) }, <SendJson {...props} />)
  }

  async function propsOf({ type }: CatalogEntry, issues: readonly InputIssue[]) {
    const webhooks = await hub.webhooks.list()
    const receivers = webhooks.filter(
      ({ enabled, eventTypes }) => enabled && (eventTypes === null || eventTypes.includes(type)),
    )
    return { receivers, issues, idempotencyKey: randomUUID() }
  }

  return app
}

function entryOf(type: string): CatalogEntry {
  const entry = catalog.find((each) => each.type === type)
  if (!entry) throw new NotFoundError('No event type has this name')
  return entry
}

async function readForm(context: Context): Promise<FormEntries> {
  const entries = Object.entries(await context.req.parseBody())
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function toEvent(context: Context, eventId: string) {
  return context.redirect(`/events/${eventId}`, 303)
}

function textOf(event: unknown): string {
  return JSON.stringify(event, null, 2)
}

function readText(text: string): { value: unknown } | { issues: readonly InputIssue[] } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const message = `This is not valid JSON: ${jsonError(text)}`
    return { issues: [{ path: [], message, code: 'invalid_json' }] }
  }
  // `publish` would accept a list.
  if (!Array.isArray(value)) return { value }
  return { issues: [{ path: [], message: 'Expected one event, not a list', code: 'invalid_type' }] }
}

/** The form values of an event, if a form can represent it completely. */
function fittingEntries(
  value: unknown,
): { entry: CatalogEntry; entries: FormEntries } | { issues: readonly InputIssue[] } {
  const reading = readStrictWebhookEvent(value)
  if (reading.kind === 'invalid') return { issues: reading.error.issues }
  const entry = catalog.find(({ type }) => type === reading.event.event_type)
  if (!entry)
    return { issues: [{ path: [], message: 'No form exists for this type', code: 'invalid_value' }] }
  const fields = fieldsOf(entry.schema)
  const entries = entriesOf(fields, value)
  if (isDeepStrictEqual(readEntries(fields, entries).event, value)) return { entry, entries }
  return { issues: [{ path: [], message: 'This event cannot be edited in the form', code: 'invalid_value' }] }
}

function titleAndStatus({ type }: CatalogEntry, issues: readonly InputIssue[]) {
  return issues.length ? ({ title: `Error: ${type}`, status: 422 } as const) : { title: `Send ${type}` }
}
