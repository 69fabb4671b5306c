import { webhookEventTypes } from 'prompt-webhooks'
import type { DeliveryState } from '../../delivery.js'
import type { Webhook } from '../../webhook.js'
import { stateName } from '../badge.js'
import { InZone } from '../time.js'
import { DayInput } from '../time-input.js'
import { chosenState, type ListRequest, stateChoices } from './filter.js'

/** The filter of a list. Without webhooks, it offers only what concerns events. */
export function FilterForm(props: {
  action: '/deliveries' | '/events'
  request: ListRequest
  webhooks?: readonly Webhook[]
}) {
  const { action, request, webhooks } = props
  const { filter } = request
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
      {webhooks && <Choice name="state" label="State" chosen={chosenState(filter)} values={states} />}
      <div class="field">
        <label for="from">
          <InZone>From</InZone>
        </label>
        <DayInput bound="from" at={filter.from} />
      </div>
      <div class="field">
        <label for="to">
          <InZone>To</InZone>
        </label>
        <DayInput bound="to" at={filter.to} />
      </div>
      <div class="field">
        <label for="workspace">Workspace</label>
        <input
          id="workspace"
          name="workspace"
          inputmode="numeric"
          maxlength={15}
          value={filter.workspaceId}
          placeholder="All"
          autocomplete="off"
        />
      </div>
      {filter.eventId !== undefined && <input type="hidden" name="event" value={filter.eventId} />}
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
const states = [...stateChoices].map(([name, choice]) => [name, textOf(choice)] as const)

function textOf(choice: DeliveryState | readonly DeliveryState[]): string {
  if (typeof choice === 'string') return stateName(choice)
  return `Waiting (${choice.map((state) => stateName(state).toLowerCase()).join(' or ')})`
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
