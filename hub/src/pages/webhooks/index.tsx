import { type Context, Hono } from 'hono'
import { ChangedMeanwhileError, DuplicateUrlError, NotFoundError } from '../../errors.js'
import type { Hub } from '../../hub.js'
import type { DisabledWebhook, Webhook } from '../../webhook.js'
import { type Range, rangeNamed, ranges } from '../chart/ranges.js'
import { type FieldIssues, issuesByField } from '../issues-by-field.js'
import { leaveNotice, takeNotice } from '../notice.js'
import { page } from '../page.js'
import { ConfirmDeletion } from './confirm-deletion.js'
import { recentDeliveries, WebhookDetails } from './details.js'
import { formVersion } from './form-version.js'
import { WebhookList } from './list.js'
import { WebhookSecret } from './secret.js'
import { handSecretOver, takeSecretOver } from './secret-cookie.js'
import { overlaps, type SaveConflict, usualOverlapSeconds, WebhookSettingsPage } from './settings.js'
import {
  differences,
  emptyWebhookForm,
  formOf,
  readWebhookForm,
  settingsOf,
  type WebhookFormValues,
} from './webhook-form.js'
import { webhookPath, webhooksPath } from './webhook-path.js'

const section = 'Webhooks'

/** The pages under Settings → Webhooks. */
export function webhookPages(hub: Hub): Hono {
  const app = new Hono()

  app.get(webhooksPath, (context) => showList(context, emptyWebhookForm, {}))

  app.post(webhooksPath, async (context) => {
    const form = await context.req.parseBody({ all: true })
    const values = readWebhookForm(form)
    const { url } = values
    try {
      const allowDuplicate = form.duplicateOf === url
      const webhook = await hub.webhooks.create({ ...settingsOf(values), allowDuplicate })
      handSecretOver(context, webhook)
      return context.redirect(`${webhookPath(webhook)}/secret`, 303)
    } catch (error) {
      if (error instanceof DuplicateUrlError) return showList(context, values, {}, true)
      return showList(context, values, issuesByField(error))
    }
  })

  app.get(`${webhooksPath}/:id`, async (context) => {
    const range = rangeNamed(context.req.query('range'))
    const { id } = await hub.webhooks.get(context.req.param('id'))
    const [performance, { items: recent }] = await Promise.all([
      performanceOf(id, range),
      hub.deliveries.list({ webhookId: id }, { limit: recentDeliveries }),
    ])
    const props = { ...performance, recent, range, notice: takeNotice(context) }
    return page(
      context,
      { title: 'Webhook', section, follow: { webhookId: id } },
      <WebhookDetails {...props} />,
    )
  })

  app.get(`${webhooksPath}/:id/settings`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    return showSettings(context, webhook, formOf(webhook), {})
  })

  app.post(`${webhooksPath}/:id/settings`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    const form = await context.req.parseBody({ all: true })
    const stored = formOf(webhook)
    const values = readWebhookForm(form, stored)
    if (formVersion(stored) !== form.version && differences(stored, values).length)
      return showSettings(context, webhook, values, {}, stored)
    try {
      const change = { ...settingsOf(values), allowDuplicate: form.duplicateOf === values.url }
      await hub.webhooks.update(webhook.id, change, { ifUpdatedAt: webhook.updatedAt })
    } catch (error) {
      if (error instanceof DuplicateUrlError) return showSettings(context, webhook, values, {}, 'duplicate')
      if (error instanceof ChangedMeanwhileError) {
        const latest = await hub.webhooks.get(webhook.id)
        return showSettings(context, latest, values, {}, formOf(latest))
      }
      return showSettings(context, webhook, values, issuesByField(error))
    }
    leaveNotice(context, 'saved')
    return context.redirect(`${webhookPath(webhook)}/settings`, 303)
  })

  app.get(`${webhooksPath}/:id/secret`, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    const secret = takeSecretOver(context, webhook)
    return page(context, { title: 'Secret', section }, <WebhookSecret webhook={webhook} secret={secret} />)
  })

  app.post(`${webhooksPath}/:id/rotate`, async (context) => {
    const { overlap } = await context.req.parseBody()
    const chosen = overlaps.find(({ seconds }) => String(seconds) === overlap)
    const overlapSeconds = chosen?.seconds ?? usualOverlapSeconds
    const webhook = await hub.webhooks.rotateSecret(context.req.param('id'), { overlapSeconds })
    handSecretOver(context, webhook)
    return context.redirect(`${webhookPath(webhook)}/secret`, 303)
  })

  for (const action of ['enable', 'disable', 'pause', 'resume'] as const) {
    app.post(`${webhooksPath}/:id/${action}`, async (context) => {
      const webhook = await hub.webhooks[action](context.req.param('id'))
      leaveNotice(context, `${action}d`, givenUpBy(webhook))
      return context.redirect(webhookPath(webhook), 303)
    })
  }

  app.post(`${webhooksPath}/:id/test`, async (context) => {
    const { id } = await hub.webhooks.test(context.req.param('id'))
    return context.redirect(`/deliveries/${id}`, 303)
  })

  app.get(`${webhooksPath}/:id/delete`, async (context) => {
    const { webhook } = await performanceOf(context.req.param('id'), ranges[0])
    return page(context, { title: 'Delete a webhook', section }, <ConfirmDeletion webhook={webhook} />)
  })

  app.post(`${webhooksPath}/:id/delete`, async (context) => {
    await hub.webhooks.remove(context.req.param('id'))
    leaveNotice(context, 'deleted')
    return context.redirect(webhooksPath, 303)
  })

  async function showList(
    context: Context,
    values: WebhookFormValues,
    issues: FieldIssues,
    isDuplicate = false,
  ) {
    const { webhooks } = await hub.overview()
    const props = { webhooks, values, issues, isDuplicate, notice: takeNotice(context) }
    return page(
      context,
      {
        section,
        follow: {},
        ...titleAndStatus('Webhooks', issues),
        ...(isDuplicate && { status: 409 as const }),
      },
      <WebhookList {...props} />,
    )
  }

  async function showSettings(
    context: Context,
    webhook: Webhook,
    values: WebhookFormValues,
    issues: FieldIssues,
    conflict?: SaveConflict,
  ) {
    const props = { webhook, values, issues, conflict, notice: takeNotice(context) }
    return page(
      context,
      { section, ...titleAndStatus('Settings of a webhook', issues), ...(conflict && { status: 409 }) },
      <WebhookSettingsPage {...props} />,
    )
  }

  async function performanceOf(webhookId: string, { spans, spanSeconds }: Range) {
    const overview = await hub.overview({ spans, spanSeconds, webhookId })
    const [webhook] = overview.webhooks
    if (!webhook) throw new NotFoundError('No webhook has this id')
    return { webhook, overview }
  }

  return app
}

function givenUpBy(webhook: Webhook | DisabledWebhook): number {
  return 'givenUp' in webhook ? webhook.givenUp : 0
}

function titleAndStatus(title: string, issues: FieldIssues) {
  return Object.keys(issues).length ? ({ title: `Error: ${title}`, status: 422 } as const) : { title }
}
