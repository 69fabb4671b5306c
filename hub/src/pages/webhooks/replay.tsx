import { Hono } from 'hono'
import type { WebhookEventType } from 'prompt-webhooks'
import { catalog } from '../../catalog.js'
import type { Hub } from '../../hub.js'
import { type Replay, type ReplayRequest, type ReplayState, replayStates } from '../../replay.js'
import { readTime } from '../../time-range.js'
import type { Webhook } from '../../webhook.js'
import { describedBy, Field, Issues } from '../field.js'
import { type FieldIssues, issuesByField } from '../issues-by-field.js'
import { leaveNotice, takeNotice } from '../notice.js'
import { Notice, page } from '../page.js'
import { InZone, Time } from '../time.js'
import { TimeInput } from '../time-input.js'
import { WebhookHeading } from './webhook-heading.js'
import { deliveriesPath } from './webhook-path.js'

const minute = 60 * 1000
const day = 24 * 60 * minute

const stateTexts: Readonly<Record<ReplayState, { name: string; hint: string }>> = {
  missed: { name: 'Missed', hint: 'Published while the webhook was disabled, or before it was added' },
  given_up: { name: 'Given up', hint: 'No attempt succeeded, and the hub stopped trying' },
  retrying: { name: 'Retrying', hint: 'The last attempt failed; sends them now instead of later' },
  delivered: { name: 'Delivered', hint: 'Sends them once more, with the same webhook-id' },
}

/** The fields of the form, as text. */
interface ReplayForm {
  readonly since: string
  readonly until: string
  readonly states: readonly string[]
  readonly type: string
  readonly asOf: string
}

/** The page that sends events from a time range to a webhook again: a form, the number, and a button. */
export function replayPages(hub: Hub): Hono {
  const app = new Hono()
  const path = '/settings/webhooks/:id/replay'

  // The count is a GET, so that it can be reloaded and shared.
  app.get(path, async (context) => {
    const webhook = await hub.webhooks.get(context.req.param('id'))
    const given = readForm(context.req.queries())
    const form = given ?? initialForm(webhook)
    const props = { webhook, form, notice: takeNotice(context) }
    try {
      const count = given && (await hub.webhooks.replay(webhook.id, { ...requestOf(given), dryRun: true }))
      return page(context, { title: 'Replay', section: 'Webhooks' }, <ReplayPage {...props} count={count} />)
    } catch (error) {
      const issues = issuesByField(error)
      const options = { title: 'Error: Replay', section: 'Webhooks', status: 422 } as const
      return page(context, options, <ReplayPage {...props} issues={issues} />)
    }
  })

  app.post(path, async (context) => {
    const body = new URLSearchParams(await context.req.text())
    const form = readForm(Object.fromEntries([...body.keys()].map((name) => [name, body.getAll(name)])))
    const id = context.req.param('id')
    if (!form) return context.redirect(`/settings/webhooks/${encodeURIComponent(id)}/replay`, 303)
    const { sent } = await hub.webhooks.replay(id, requestOf(form))
    leaveNotice(context, 'again', sent)
    return context.redirect(addressOf(id, form), 303)
  })

  return app
}

/** Returns undefined if there is no form yet. */
function readForm(fields: Readonly<Record<string, readonly string[]>>): ReplayForm | undefined {
  if (!fields.since) return undefined
  const first = (name: string) => fields[name]?.[0] ?? ''
  return {
    since: first('since'),
    until: first('until'),
    states: fields.states ?? [],
    type: first('type'),
    asOf: first('asOf'),
  }
}

function initialForm({ failingSince }: Webhook): ReplayForm {
  const earliest = failingSince?.getTime() ?? Date.now() - day
  const since = new Date(Math.floor(earliest / minute) * minute)
  return { since: since.toISOString(), until: '', states: ['missed', 'given_up'], type: '', asOf: '' }
}

/** The time that a field has, for showing it again. */
function shown(text: string): Date | undefined {
  return readTime(text, 'from')
}

/** An invalid text becomes an invalid date, which the hub refuses. */
function timeOf(text: string): Date {
  return readTime(text, 'from') ?? new Date(Number.NaN)
}

function requestOf({ since, until, states, type, asOf }: ReplayForm): ReplayRequest {
  return {
    since: timeOf(since),
    until: until ? timeOf(until) : undefined,
    states: states as ReplayState[],
    // One that the hub does not know is refused. Without it, events of all types would be sent.
    eventTypes: type ? [type as WebhookEventType] : undefined,
    asOf: asOf ? timeOf(asOf) : undefined,
  }
}

function addressOf(id: string, { since, until, states, type, asOf }: ReplayForm): string {
  const query = new URLSearchParams({ since, until, type, asOf })
  for (const state of states) query.append('states', state)
  return `/settings/webhooks/${encodeURIComponent(id)}/replay?${query}`
}

function ReplayPage(props: {
  webhook: Webhook
  form: ReplayForm
  issues?: FieldIssues
  count?: Replay | undefined
  notice: string | undefined
}) {
  const { webhook, form, issues = {}, count, notice } = props
  const path = `/settings/webhooks/${webhook.id}`
  return (
    <>
      <WebhookHeading webhook={webhook} section="Replay" />
      {notice && (
        <Notice>
          {notice} <a href={deliveriesPath(webhook)}>View deliveries</a>
        </Notice>
      )}
      {count && <Confirmation webhook={webhook} form={form} count={count} isRest={notice !== undefined} />}
      <form class="card" method="get" action={`${path}/replay`} novalidate>
        <h2>Replay</h2>
        <p class="muted">
          Sends past events to this webhook again, or those that it missed. You confirm before anything is
          sent.
        </p>
        <Field id="since" label={<InZone>Published since</InZone>} issues={issues.since ?? []}>
          <TimeInput id="since" at={shown(form.since)} issues={issues.since ?? []} required />
        </Field>
        <Field id="until" label={<InZone>Published before</InZone>} issues={issues.until ?? []} optional>
          <TimeInput id="until" at={shown(form.until)} issues={issues.until ?? []} />
        </Field>
        <StatesField form={form} issues={issues.states ?? []} />
        <Field id="type" label="Event type" issues={issues.eventTypes ?? []}>
          <select id="type" name="type" {...describedBy({ id: 'type', issues: issues.eventTypes ?? [] })}>
            <option value="">All types</option>
            {catalog.map(({ type }) => (
              <option value={type} selected={type === form.type}>
                {type}
              </option>
            ))}
          </select>
        </Field>
        <button class={count ? undefined : 'primary'} type="submit">
          {count ? 'Count again' : 'Count'}
        </button>
      </form>
    </>
  )
}

function StatesField({ form, issues }: { form: ReplayForm; issues: readonly string[] }) {
  return (
    <fieldset class={issues.length ? 'wrong' : undefined} {...describedBy({ id: 'states', issues })}>
      <legend>State of their delivery</legend>
      <ul class="choices">
        {replayStates.map((state) => (
          <li>
            <label>
              <input type="checkbox" name="states" value={state} checked={form.states.includes(state)} />
              <span>
                {stateTexts[state].name}
                <small>{stateTexts[state].hint}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <Issues id="states" issues={issues} />
    </fieldset>
  )
}

function Confirmation(props: { webhook: Webhook; form: ReplayForm; count: Replay; isRest: boolean }) {
  const { webhook, form, count, isRest } = props
  const { matching, remaining, asOf } = count
  const path = `/settings/webhooks/${webhook.id}`
  if (!remaining) {
    return isRest ? null : (
      <section class="card" aria-labelledby="count-heading">
        <h2 id="count-heading">Nothing to send</h2>
        <p class="muted">No event matches. Choose an earlier time or other states.</p>
      </section>
    )
  }
  const parts = replayStates.filter((state) => matching[state])
  const events = remaining === 1 ? '1 event' : `${remaining.toLocaleString('en')} events`
  const fields: [string, string][] = [
    ['since', form.since],
    ['until', form.until],
    ['type', form.type],
    ['asOf', asOf.toISOString()],
    ...form.states.map((state): [string, string] => ['states', state]),
  ]
  return (
    <form class="card" method="post" action={`${path}/replay`} aria-labelledby="count-heading">
      <h2 id="count-heading">{isRest ? `${events} left` : `Send ${events}?`}</h2>
      <p>
        {parts
          .map((state) => `${matching[state].toLocaleString('en')} ${stateTexts[state].name.toLowerCase()}`)
          .join(', ')}
        , counted at <Time at={asOf} />. What changes after that is left out.
      </p>
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {webhook.enabled ? (
        <div class="actions">
          <button class="primary" type="submit">
            {isRest ? 'Send the rest' : `Send ${events}`}
          </button>
          <a class="button" href={path}>
            Cancel
          </a>
        </div>
      ) : (
        <p>
          This webhook is disabled. <a href={path}>Enable it</a> first.
        </p>
      )}
      <p class="muted">They are sent in the order in which they were published, at most 10,000 at a time.</p>
    </form>
  )
}
