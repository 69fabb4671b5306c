import { isWebhookEventType, type WebhookEventType } from 'prompt-webhooks'
import { catalog } from '../../catalog.js'
import type { Webhook } from '../../webhook.js'
import { describedBy, Field, Issues } from '../field.js'
import type { FieldIssues } from '../issues-by-field.js'
import { Name, Prose } from '../prose.js'

/** The values of a webhook's form, valid or not. */
export interface WebhookFormValues {
  readonly url: string
  readonly description: string
  /** Empty for all types. */
  readonly eventTypes: readonly string[]
}

export const emptyWebhookForm: WebhookFormValues = { url: '', description: '', eventTypes: [] }

/** The values of the form for a stored webhook. */
export function formOf({ url, description, eventTypes }: Webhook): WebhookFormValues {
  return { url, description, eventTypes: [...(eventTypes ?? [])] }
}

const fieldNames: Readonly<Record<keyof WebhookFormValues, string>> = {
  url: 'Webhook URL',
  description: 'Description',
  eventTypes: 'Events to receive',
}

/** The stored values that differ from those of a form, each with its label. */
export function differences(
  stored: WebhookFormValues,
  values: WebhookFormValues,
): readonly (readonly [name: string, stored: string])[] {
  const textOf = (value: string | readonly string[]) => [value].flat().toSorted().join(', ')
  return Object.entries(fieldNames).flatMap(([key, name]) => {
    const text = textOf(stored[key as keyof WebhookFormValues])
    if (text === textOf(values[key as keyof WebhookFormValues])) return []
    return [[name, text || (key === 'eventTypes' ? 'all' : 'empty')] as const]
  })
}

type Body = Readonly<Record<string, string | File | readonly (string | File)[]>>

export function readWebhookForm(body: Body): WebhookFormValues {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
  return {
    url: text('url').trim(),
    description: text('description').trim(),
    eventTypes: [body.eventTypes ?? []].flat().filter((type) => typeof type === 'string'),
  }
}

/** The event types to store: null (all types) if none is selected. */
export function chosenEventTypes({ eventTypes }: WebhookFormValues): WebhookEventType[] | null {
  return eventTypes.length ? eventTypes.filter(isWebhookEventType) : null
}

interface Props {
  readonly values: WebhookFormValues
  readonly issues: FieldIssues
}

export function UrlInput({ values, issues }: Props) {
  return (
    <input
      id="url"
      name="url"
      type="url"
      inputmode="url"
      autocomplete="off"
      spellcheck={false}
      required
      placeholder="https://example.com/webhooks"
      value={values.url}
      {...describedBy({ id: 'url', hint: 'yes', issues: issues.url ?? [] })}
    />
  )
}

export const urlHint = 'Each event is sent to this URL as a POST request.'

export function DescriptionField({ values, issues }: Props) {
  const field = { id: 'description', hint: 'A note for you and your team.', issues: issues.description ?? [] }
  return (
    <Field {...field} label="Description" optional>
      <input
        id="description"
        name="description"
        type="text"
        maxlength={500}
        value={values.description}
        {...describedBy(field)}
      />
    </Field>
  )
}

export function EventTypesField({ values, issues }: Props) {
  const field = { id: 'eventTypes', hint: 'yes', issues: issues.eventTypes ?? [] }
  return (
    <fieldset class={field.issues.length ? 'wrong' : undefined} {...describedBy(field)}>
      <legend>Events to receive</legend>
      <p class="hint" id="eventTypes-hint">
        Select none to receive all types, including types added later.
      </p>
      <ul class="choices">
        {catalog.map(({ type, description }) => (
          <li>
            <label>
              <input
                type="checkbox"
                name="eventTypes"
                value={type}
                checked={values.eventTypes.includes(type)}
              />
              <span>
                <Name of={type} />
                <small>
                  <Prose>{description}</Prose>
                </small>
              </span>
            </label>
          </li>
        ))}
      </ul>
      <Issues id="eventTypes" issues={field.issues} />
    </fieldset>
  )
}
