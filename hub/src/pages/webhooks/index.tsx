import { type Context, Hono } from 'hono'
import type { Hub } from '../../hub.js'
import type { WebhookSummary } from '../../webhook.js'
import { type FieldIssues, issuesByField } from '../issues-by-field.js'
import { page } from '../page.js'
import { ConfirmDeletion } from './confirm-deletion.js'
import { overlaps, usualOverlapSeconds, WebhookDetails } from './details.js'
import { WebhookList } from './list.js'
import { WebhookSecret } from './secret.js'
import { handSecretOver, takeSecretOver } from './secret-cookie.js'
import {
  chosenEventTypes,
  emptyWebhookForm,
  readWebhookForm,
  type WebhookFormValues,
} from './webhook-form.js'

const home = '/settings/webhooks'
const section = 'Settings'

const notices: Readonly<Record<string, string>> = {
  saved: 'Saved.',
  enabled: 'Enabled. The webhook receives events again.',
  disabled: 'Disabled. The webhook receives no events until you enable it.',
  paused: 'Paused. Its deliveries wait until you resume it.',
  resumed: 'Resumed. What waited is delivered now.',
  deleted: 'The webhook and its deliveries were deleted.',
}

/** The pages under Settings → Webhooks. */
export function webhookPages(hub: Hub): Hono {
  const app = new Hono()

  app.get(home, (context) => showList(context, emptyWebhookForm, {}))

  app.post(home, async (context) => {
    const values = readWebhookForm(await context.req.parseBody({ all: true }))
    const { url, description } = values
    try {
      const webhook = await hub.webhooks.create({ url, description, eventTypes: chosenEventTypes(values) })
      handSecretOver(context, webhook)
      return context.redirect(`${home}/${webhook.id}/secret`, 303)
    } catch (error) {
      return showList(context, values, issuesByField(error))
    }
  })

  app.get(`${home}/:id`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    const { url, description, eventTypes } = webhook
    return showDetails(context, webhook, { url, description, eventTypes: eventTypes ?? [] }, {})
  })

  app.post(`${home}/:id`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    const values = readWebhookForm(await context.req.parseBody({ all: true }))
    const { url, description } = values
    try {
      await hub.webhooks.update(webhook.id, { url, description, eventTypes: chosenEventTypes(values) })
      return context.redirect(`${home}/${webhook.id}?notice=saved`, 303)
    } catch (error) {
      return showDetails(context, webhook, values, issuesByField(error))
    }
  })

  app.get(`${home}/:id/secret`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    const secret = takeSecretOver(context, webhook)
    return page(context, { title: 'Secret', section }, <WebhookSecret webhook={webhook} secret={secret} />)
  })

  app.post(`${home}/:id/rotate`, async (context) => {
    const { overlap } = await context.req.parseBody()
    const chosen = overlaps.find(({ seconds }) => String(seconds) === overlap)
    const overlapSeconds = chosen?.seconds ?? usualOverlapSeconds
    const webhook = await hub.webhooks.rotateSecret(context.req.param('id'), { overlapSeconds })
    handSecretOver(context, webhook)
    return context.redirect(`${home}/${webhook.id}/secret`, 303)
  })

  for (const action of ['enable', 'disable', 'pause', 'resume'] as const) {
    app.post(`${home}/:id/${action}`, async (context) => {
      const { id } = await hub.webhooks[action](context.req.param('id'))
      return context.redirect(`${home}/${id}?notice=${action}d`, 303)
    })
  }

  app.post(`${home}/:id/test`, async (context) => {
    const { id } = await hub.webhooks.test(context.req.param('id'))
    return context.redirect(`/deliveries/${id}`, 303)
  })

  app.get(`${home}/:id/delete`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    return page(context, { title: 'Delete a webhook', section }, <ConfirmDeletion webhook={webhook} />)
  })

  app.post(`${home}/:id/delete`, async (context) => {
    await hub.webhooks.remove(context.req.param('id'))
    return context.redirect(`${home}?notice=deleted`, 303)
  })

  async function showList(context: Context, values: WebhookFormValues, issues: FieldIssues) {
    const props = { webhooks: await hub.webhooks.list(), values, issues, notice: noticeOf(context) }
    return page(
      context,
      { section, follow: {}, ...titleAndStatus('Webhooks', issues) },
      <WebhookList {...props} />,
    )
  }

  function showDetails(
    context: Context,
    webhook: WebhookSummary,
    values: WebhookFormValues,
    issues: FieldIssues,
  ) {
    const props = { webhook, values, issues, notice: noticeOf(context) }
    return page(
      context,
      { section, follow: { webhookId: webhook.id }, ...titleAndStatus('Webhook', issues) },
      <WebhookDetails {...props} />,
    )
  }

  return app
}

function titleAndStatus(title: string, issues: FieldIssues) {
  return Object.keys(issues).length ? ({ title: `Error: ${title}`, status: 422 } as const) : { title }
}

function noticeOf(context: Context): string | undefined {
  const name = context.req.query('notice') ?? ''
  return Object.hasOwn(notices, name) ? notices[name] : undefined
}
