import { OpenAPIHono } from '@hono/zod-openapi'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import type { WebhookEvent, WebhookEventType } from 'prompt-webhooks'
import type { Hub } from '../hub.js'
import { jsonError } from '../json-error.js'
import { problem } from '../problem.js'
import { updatedAtOf, webhookTag } from '../webhook-tag.js'
import { allowedMethods } from './allowed-methods.js'
import { liveDeliveries } from './live-deliveries.js'
import { liveEvents } from './live-events.js'
import { openApiDocument } from './openapi.js'
import { registerOperationalWebhooks } from './operational-webhooks.js'
import * as routes from './routes/index.js'
import { inputIssues } from './schema-issues.js'

/** Builds the API. Mount it under `/api`. */
export function createApi(hub: Hub, logger?: Logger): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook(result, context) {
      if (result.success) return
      const issues = inputIssues(result.error)
      const status = result.target === 'json' ? 422 : 400
      return problem(context, status, { detail: issues.map(({ message }) => message).join('; '), issues })
    },
  })
  api.onError(async (error, context) => {
    if (!(error instanceof HTTPException) || error.status !== 400) throw error
    return problem(context, 400, {
      detail: `The request body is not valid JSON: ${jsonError(await context.req.text())}`,
    })
  })

  api.openapi(routes.publishEvents, async (context) => {
    const idempotencyKey = context.req.valid('header')['idempotency-key']
    const events = context.req.valid('json') as WebhookEvent | WebhookEvent[]
    const publications = Array.isArray(events)
      ? await hub.publish(events, { idempotencyKey })
      : [await hub.publish(events, { idempotencyKey })]
    return context.json(
      { publications: publications.map((each) => ({ ...each, deliveryIds: [...each.deliveryIds] })) },
      202,
    )
  })
  api.openapi(routes.listEvents, async (context) => {
    const { cursor, limit, ...filter } = context.req.valid('query')
    return context.json(json(await hub.events.list(filter, { cursor, limit })), 200)
  })
  // Before the route of one event, whose id could be `live`.
  api.openapi(routes.liveEvents, liveEvents(hub, logger))
  api.openapi(routes.listListeners, async (context) => context.json(json(await hub.listeners.list()), 200))
  api.openapi(routes.getEvent, async (context) =>
    context.json(json(await hub.events.get(context.req.valid('param').id)), 200),
  )

  api.openapi(routes.listWebhooks, async (context) => context.json(json(await hub.webhooks.list()), 200))
  api.openapi(routes.createWebhook, async (context) => {
    const { eventTypes, ...fields } = context.req.valid('json')
    const webhook = await hub.webhooks.create({ ...fields, eventTypes: eventTypes as WebhookEventType[] })
    return context.json(json(webhook), 201)
  })
  api.openapi(routes.getWebhook, async (context) => {
    const webhook = await hub.webhooks.get(context.req.valid('param').id)
    context.header('ETag', webhookTag(webhook))
    return context.json(json(webhook), 200)
  })
  api.openapi(routes.updateWebhook, async (context) => {
    const { eventTypes, ...fields } = context.req.valid('json')
    const change = { ...fields, eventTypes: eventTypes as WebhookEventType[] }
    const tag = context.req.valid('header')['if-match']
    // A tag that another program made matches nothing; `*` matches any webhook.
    const ifUpdatedAt = tag === undefined || tag === '*' ? undefined : (updatedAtOf(tag) ?? new Date(0))
    const webhook = await hub.webhooks.update(context.req.valid('param').id, change, { ifUpdatedAt })
    context.header('ETag', webhookTag(webhook))
    return context.json(json(webhook), 200)
  })
  for (const act of ['pause', 'resume', 'enable'] as const) {
    api.openapi(routes.webhookActs[act], async (context) =>
      context.json(json(await hub.webhooks[act](context.req.valid('param').id)), 200),
    )
  }
  api.openapi(routes.disableWebhook, async (context) =>
    context.json(json(await hub.webhooks.disable(context.req.valid('param').id)), 200),
  )
  api.openapi(routes.removeWebhook, async (context) => {
    await hub.webhooks.remove(context.req.valid('param').id)
    return context.body(null, 204)
  })
  api.openapi(routes.replayWebhook, async (context) => {
    const request = context.req.valid('json')
    return context.json(json(await hub.webhooks.replay(context.req.valid('param').id, request)), 200)
  })
  api.openapi(routes.rotateSecret, async (context) =>
    context.json(
      json(await hub.webhooks.rotateSecret(context.req.valid('param').id, context.req.valid('json'))),
      200,
    ),
  )
  api.openapi(routes.testWebhook, async (context) =>
    context.json(
      json(await hub.webhooks.test(context.req.valid('param').id, context.req.valid('json'))),
      202,
    ),
  )

  api.openAPIRegistry.registerPath(routes.streamDeliveries)
  api.get('/deliveries/live', liveDeliveries(hub, logger))
  api.openapi(routes.listDeliveries, async (context) => {
    const { cursor, limit, ...filter } = context.req.valid('query')
    return context.json(json(await hub.deliveries.list(filter, { cursor, limit })), 200)
  })
  api.openapi(routes.resendDeliveries, async (context) =>
    context.json({ count: await hub.deliveries.resendMany(context.req.valid('json').ids) }, 202),
  )
  api.openapi(routes.resendGivenUp, async (context) =>
    context.json(await hub.deliveries.resendGivenUp(context.req.valid('json')), 202),
  )
  api.openapi(routes.getDelivery, async (context) =>
    context.json(json(await hub.deliveries.get(context.req.valid('param').id)), 200),
  )
  api.openapi(routes.resendDelivery, async (context) =>
    context.json(json(await hub.deliveries.resend(context.req.valid('param').id)), 202),
  )
  api.openapi(routes.getActivity, async (context) =>
    context.json(json(await hub.deliveries.activity(context.req.valid('query'))), 200),
  )

  api.openapi(routes.getOverview, async (context) =>
    context.json(json(await hub.overview(context.req.valid('query'))), 200),
  )

  registerOperationalWebhooks(api)
  api.openAPIRegistry.registerPath(routes.getDocument)
  api.get('/openapi.json', (context) => context.json(openApiDocument(api)))

  const methodsOf = allowedMethods(api)
  api.all('*', (context) => {
    const methods = methodsOf(context.req.path)
    if (!methods.length) return context.notFound()
    const allow = methods.join(', ')
    context.header('Allow', allow)
    return problem(context, 405, { detail: `This address takes ${allow}` })
  })
  return api
}

/** The type of a value after it is written as JSON and read again. */
export type Json<Value> = Value extends Date
  ? string
  : Value extends readonly (infer Item)[]
    ? Json<Item>[]
    : Value extends object
      ? { -readonly [Key in keyof Value]: Json<Value[Key]> }
      : Value

/** Only changes the type: `context.json` does the conversion. */
function json<Value>(value: Value): Json<Value> {
  return value as Json<Value>
}
