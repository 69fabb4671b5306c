import { isWebhookEventType, type WebhookEventType } from 'prompt-webhooks'
import type { NewWebhook, Webhook, WebhookChange } from '../../webhook.js'

/** The values of a webhook's form as texts, valid or not. */
export interface WebhookFormValues {
  readonly url: string
  readonly description: string
  /** Empty for all types. */
  readonly eventTypes: readonly string[]
  /** Numbers with commas between them. Empty for all workspaces. */
  readonly workspaceIds: string
  /** Empty for the default of the hub. */
  readonly timeoutMs: string
  /** Empty for the default of the hub. */
  readonly concurrency: string
  /** The names of the headers that are stored. Their values are never in a form. */
  readonly headers: readonly string[]
  /** What to do with headers: a value to set, or `null` to remove one. */
  readonly headerChanges: Readonly<Record<string, string | null>>
}

export const emptyWebhookForm: WebhookFormValues = {
  url: '',
  description: '',
  eventTypes: [],
  workspaceIds: '',
  timeoutMs: '',
  concurrency: '',
  headers: [],
  headerChanges: {},
}

/** The values of the form for a stored webhook. */
export function formOf(webhook: Webhook): WebhookFormValues {
  const { url, description, eventTypes, workspaceIds, timeoutMs, concurrency, headers } = webhook
  return {
    url,
    description,
    eventTypes: eventTypes ?? [],
    workspaceIds: workspaceIds?.join(', ') ?? '',
    timeoutMs: String(timeoutMs ?? ''),
    concurrency: String(concurrency ?? ''),
    headers,
    headerChanges: {},
  }
}

type Body = Readonly<Record<string, string | File | readonly (string | File)[]>>

/**
 * Reads a form that was sent.
 *
 * @param body.headerName the names of headers, each with the value at the same place in `headerValue`.
 * @param body.removeHeader the names of stored headers to remove.
 */
export function readWebhookForm(body: Body, stored: WebhookFormValues = emptyWebhookForm): WebhookFormValues {
  const all = (name: string) =>
    [body[name] ?? []].flat().map((each) => (typeof each === 'string' ? each : ''))
  const text = (name: string) => (all(name)[0] ?? '').trim()
  const values = all('headerValue')
  const changed = all('headerName')
    .map((name, index): [string, string] => [name.trim(), values[index]?.trim() ?? ''])
    // A stored header keeps its value unless another one is given; a row without a name and value is blank.
    .filter(([name, value]) => value !== '' || (name !== '' && !stored.headers.includes(name)))
  const removed = all('removeHeader').map((name): [string, null] => [name, null])
  return {
    url: text('url'),
    description: text('description'),
    eventTypes: all('eventTypes'),
    workspaceIds: text('workspaceIds'),
    timeoutMs: text('timeoutMs'),
    concurrency: text('concurrency'),
    headers: stored.headers,
    headerChanges: Object.fromEntries([...changed, ...removed]),
  }
}

/** The settings that a form asks for. What is not a number is left for the hub to refuse. */
export function settingsOf(values: WebhookFormValues): NewWebhook & WebhookChange {
  const { url, description, workspaceIds, timeoutMs, concurrency, headerChanges } = values
  const ids = workspaceIds.split(/[\s,]+/).filter(Boolean)
  return {
    url,
    description,
    eventTypes: chosenEventTypes(values),
    workspaceIds: ids.length ? ids.map(Number) : null,
    timeoutMs: timeoutMs === '' ? null : Number(timeoutMs),
    concurrency: concurrency === '' ? null : Number(concurrency),
    headers: headerChanges as Record<string, string>,
  }
}

/** The event types to store: null (all types) if none is selected. */
function chosenEventTypes({ eventTypes }: WebhookFormValues): WebhookEventType[] | null {
  return eventTypes.length ? eventTypes.filter(isWebhookEventType) : null
}

const names: Readonly<Record<Exclude<keyof WebhookFormValues, 'headerChanges'>, string>> = {
  url: 'Webhook URL',
  description: 'Description',
  eventTypes: 'Events to receive',
  workspaceIds: 'Workspaces',
  timeoutMs: 'Time-out',
  concurrency: 'Attempts at a time',
  headers: 'Headers',
}

/** The stored values that differ from those of a form, each with its label. */
export function differences(
  stored: WebhookFormValues,
  values: WebhookFormValues,
): readonly (readonly [name: string, stored: string])[] {
  const textOf = (value: string | readonly string[]) => [value].flat().toSorted().join(', ')
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const text = textOf(stored[key])
    return text === textOf(values[key]) ? [] : [[names[key], text || 'empty'] as const]
  })
}
