import { webhookEventTypes } from 'prompt-webhooks'
import { deliveryStates } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { stateName } from '../badge.js'
import type { ListRequest } from './filter.js'

/** The filter of a list. Without webhooks, it offers only what concerns events. */
export function FilterForm(props: {
  action: '/deliveries' | '/published-events'
  request: ListRequest
  webhooks?: readonly Webhook[]
}) {
  const { action, request, webhooks } = props
  const { filter, days } = request
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <form class="filter" method="get" action={action} aria-label="Filter">
      <div class="field">
        <label for="search">Search</label>
        <input
          type="search"
          id="search"
          name="search"
          value={filter.search}
          maxlength={200}
          placeholder="Prompt, label or id"
        />
      </div>
      {webhooks && (
        <Choice
          name="webhook"
          label="Endpoint"
          chosen={filter.webhookId}
          values={webhooks.map(({ id, url }) => [id, url])}
        />
      )}
      <Choice name="type" label="Event type" chosen={filter.eventType} values={types} />
      {webhooks && <Choice name="state" label="State" chosen={filter.state} values={states} />}
      <Day name="from" label="From (UTC)" day={days.from} />
      <Day name="to" label="To (UTC)" day={days.to} />
      {filter.workspaceId !== undefined && (
        <input type="hidden" name="workspace" value={filter.workspaceId} />
      )}
      <div class="actions">
        <button type="submit">Filter</button>
        {isFiltered && (
          <a class="button quiet" href={action}>
            Show all
          </a>
        )}
      </div>
    </form>
  )
}

/** Says what in the URL is not used. */
export function Ignored({ of }: { of: readonly string[] }) {
  if (!of.length) return null
  return (
    <p class="issue" role="alert" id="ignored">
      {of.map((sentence) => (
        <span>{sentence}</span>
      ))}
    </p>
  )
}

const types = webhookEventTypes.map((type) => [type, type] as const)
const states = deliveryStates.map((state) => [state, stateName(state)] as const)

function Day({ name, label, day }: { name: string; label: string; day: string | undefined }) {
  // A time of a link is kept, although the field has days.
  const type = day === undefined || day.length === 10 ? 'date' : 'text'
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input type={type} id={name} name={name} value={day} />
    </div>
  )
}

function Choice(props: {
  name: string
  label: string
  chosen: string | undefined
  values: readonly (readonly [string, string])[]
}) {
  const { name, label, chosen, values } = props
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select id={name} name={name}>
        <option value="">All</option>
        {values.map(([value, text]) => (
          <option value={value} selected={value === chosen}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}
