import type { WebhookEvent } from 'prompt-webhooks'
import type { Deliveries } from './delivery.js'
import { IdempotencyConflictError, type InputIssue, InvalidInputError, NotFoundError } from './errors.js'
import type { Publication, PublishedEvents } from './published-event.js'
import type { Webhooks } from './webhook.js'

/** A hub elsewhere, by its API: the same names as of a hub in this process. */
export interface HubClient {
  readonly webhooks: Webhooks
  readonly events: PublishedEvents
  readonly deliveries: Omit<Deliveries, 'subscribe'>
  /** As `publish` of a hub. @throws {InvalidInputError} {@link IdempotencyConflictError} {@link HubRequestError} */
  publish(
    event: WebhookEvent,
    options?: { readonly idempotencyKey?: string | undefined },
  ): Promise<Publication>
  publish(
    events: readonly WebhookEvent[],
    options?: { readonly idempotencyKey?: string | undefined },
  ): Promise<Publication[]>
}

/** The hub refused a request, or failed. */
export class HubRequestError extends Error {
  override readonly name = 'HubRequestError'
  readonly code = 'hub_request_failed'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/**
 * @param url the hub's, as its page has it.
 * @param token where the hub has one.
 * @throws {TypeError} if the URL is none.
 */
export function createHubClient(url: string, token?: string): HubClient {
  const base = new URL('api/', url.endsWith('/') ? url : `${url}/`)

  async function call<Result>(method: string, path: string, body?: unknown, headers = {}): Promise<Result> {
    const response = await fetch(new URL(path, base), {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw errorOf(response.status, text)
    return text === '' ? (undefined as Result) : (JSON.parse(text, reviveDate) as Result)
  }

  return {
    webhooks: {
      list: () => call('GET', 'webhooks'),
      get: (id) => call('GET', `webhooks/${encodeURIComponent(id)}`),
      create: (webhook) => call('POST', 'webhooks', webhook),
      update: (id, change) => call('PATCH', `webhooks/${encodeURIComponent(id)}`, change),
      remove: (id) => call('DELETE', `webhooks/${encodeURIComponent(id)}`),
      rotateSecret: (id, how = {}) => call('POST', `webhooks/${encodeURIComponent(id)}/rotate-secret`, how),
      test: (id, how = {}) => call('POST', `webhooks/${encodeURIComponent(id)}/test`, how),
    },
    events: {
      list: (filter, page) => call('GET', `events${query({ ...filter, ...page })}`),
      get: (id) => call('GET', `events/${encodeURIComponent(id)}`),
    },
    deliveries: {
      list: (filter, page) => call('GET', `deliveries${query({ ...filter, ...page })}`),
      get: (id) => call('GET', `deliveries/${encodeURIComponent(id)}`),
      retry: (id) => call('POST', `deliveries/${encodeURIComponent(id)}/retry`),
      retryDead: async (filter = {}) =>
        (await call<{ count: number }>('POST', 'deliveries/retry-dead', filter)).count,
      activity: (span) => call('GET', `activity${query({ ...span })}`),
    },
    publish: (async (
      events: WebhookEvent | WebhookEvent[],
      { idempotencyKey }: { idempotencyKey?: string } = {},
    ) => {
      const headers = idempotencyKey === undefined ? {} : { 'Idempotency-Key': idempotencyKey }
      const { publications } = await call<{ publications: Publication[] }>('POST', 'events', events, headers)
      return Array.isArray(events) ? publications : publications[0]
    }) as HubClient['publish'],
  }
}

function query(fields: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) given.set(name, `${value}`)
  return given.size ? `?${given}` : ''
}

// Names of the hub's own fields, in camel case: those of events are in snake case. A header may have one of them too.
const dateFields = /^(at|from|failingSince)$|[a-z]At$/
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function reviveDate(key: string, value: unknown): unknown {
  return typeof value === 'string' && dateFields.test(key) && date.test(value) ? new Date(value) : value
}

function errorOf(status: number, text: string): Error {
  const { detail = '', issues }: { detail?: string; issues?: InputIssue[] } = parsed(text)
  if (status === 422 && issues) return new InvalidInputError(issues)
  if (status === 404 && detail) return new NotFoundError(detail)
  if (status === 409) return new IdempotencyConflictError(detail)
  return new HubRequestError(status, `The hub answered ${status}${detail && `: ${detail}`}`)
}

/** A proxy in between may answer with anything. */
function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
