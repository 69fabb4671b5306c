/**
 * A client for the API of a remote hub.
 *
 * @packageDocumentation
 */

import type { WebhookEvent } from 'prompt-webhooks'
import type { ActivityRequest } from './activity.js'
import { known, refuseUnknownOptions } from './check-options.js'
import type { Deliveries } from './delivery.js'
import {
  ChangedMeanwhileError,
  DuplicateUrlError,
  IdempotencyConflictError,
  type InputIssue,
  InvalidInputError,
  NotFoundError,
} from './errors.js'
import { checkIdempotencyKey } from './idempotency-key.js'
import type { Listeners } from './listener.js'
import type { Overview } from './overview.js'
import type { Publication, PublishedEvents } from './published-event.js'
import type { Webhooks } from './webhook.js'
import { webhookTag } from './webhook-tag.js'

/**
 * A remote hub, reached over its API. It has the same methods as a `Hub` in this process, and throws the same
 * errors; every method can also throw {@link HubRequestError}.
 */
export interface HubClient {
  /** The registered endpoints. */
  readonly webhooks: Webhooks
  /** The events that were accepted. */
  readonly events: Omit<PublishedEvents, 'after' | 'onPublished'>
  /** Who listens to the events. */
  readonly listeners: Pick<Listeners, 'list'>
  /** The deliveries of events to webhooks, and their attempts. */
  readonly deliveries: Omit<Deliveries, 'subscribe'>
  /**
   * Returns results of deliveries and latency for a time range that ends now, what is waiting, and what
   * needs attention.
   *
   * @throws {InvalidInputError} if `spans` or `spanSeconds` is out of range.
   * @throws {NotFoundError} if no webhook has the id `webhookId`.
   */
  overview(request?: ActivityRequest): Promise<Overview>
  /**
   * Publishes one event. Once the promise resolves the event is stored, and it is delivered at least once to
   * every enabled webhook that receives its type and workspace. After a network error, publish again with the
   * same `idempotencyKey`.
   *
   * @example
   * ```ts
   * const { eventId } = await hub.publish(event, { idempotencyKey: 'change-17' })
   * ```
   *
   * @throws {InvalidInputError} if the event does not match the strict contract, or `idempotencyKey` is not 1
   * to 255 printable ASCII characters.
   * @throws {IdempotencyConflictError} if the key was already used for different events.
   * @throws {HubRequestError} if the hub refuses the request, fails, or does not answer.
   */
  publish(
    event: WebhookEvent,
    options?: { readonly idempotencyKey?: string | undefined },
  ): Promise<Publication>
  /**
   * Publishes a list of 1 to 1,000 events: all of them, or none. The hub refuses a request of more than
   * 1 MiB. Returns one publication per event, in the same order.
   *
   * @throws {InvalidInputError} if an event does not match the strict contract, the list is empty or too
   * long, or `idempotencyKey` is not 1 to 255 printable ASCII characters. The paths of the issues of events
   * start with the index of the event.
   * @throws {IdempotencyConflictError} if the key was already used for different events.
   * @throws {HubRequestError} if the hub refuses the request, fails, or does not answer.
   */
  publish(
    events: readonly WebhookEvent[],
    options?: { readonly idempotencyKey?: string | undefined },
  ): Promise<Publication[]>
}

/**
 * A request failed: the hub refused it (for example because of a wrong token), had a fault, or did not
 * answer.
 */
export class HubRequestError extends Error {
  override readonly name = 'HubRequestError'
  /** Stable, for programs. */
  readonly code = 'hub_request_failed'
  /** The HTTP status of the response. `undefined` if there was none; `cause` then says why. */
  readonly status: number | undefined

  constructor(status: number | undefined, message: string, options?: ErrorOptions) {
    super(message, options)
    this.status = status
  }
}

/** Options of {@link createHubClient}. */
export interface HubClientOptions {
  /** The hub's base URL, such as `http://127.0.0.1:8484/`. */
  readonly url: string
  /** The hub's token. Default: none. */
  readonly token?: string | undefined
}

/**
 * Creates a client for a remote hub. It uses the global `fetch`, and nothing is requested until you call a
 * method.
 *
 * @example
 * ```ts
 * const hub = createHubClient({ url: 'http://127.0.0.1:8484/', token: process.env.PROMPT_WEBHOOKS_TOKEN })
 * const { secret } = await hub.webhooks.create({ url: 'https://example.com/webhooks' })
 * const { eventId } = await hub.publish(event)
 * ```
 *
 * @throws {TypeError} if the URL is not an absolute http or https URL, or has a user or a password; if no
 * header can carry the token; or if an option is unknown.
 */
export function createHubClient(options: HubClientOptions): HubClient {
  refuseUnknownOptions(options, { url: true, token: true }, 'createHubClient')
  const { url, token } = options
  const base = baseOf(url)
  checkToken(token)

  async function call<Result>(method: string, path: string, body?: unknown, headers = {}): Promise<Result> {
    // An id that a URL takes for a step between folders would reach another address. Nothing has such an id.
    if (/(^|\/)\.{0,2}(\/|$)/.test(path.replace(/\?.*/, ''))) throw new NotFoundError('Nothing has this id')
    const request = fetch(new URL(path, base), {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { ok, status, text } = await request
      .then(async (response) => ({ ok: response.ok, status: response.status, text: await response.text() }))
      .catch((cause) => {
        const message = `No answer from the hub at ${base.href}. Check that it runs, and that this is its address`
        throw new HubRequestError(undefined, message, { cause })
      })
    if (!ok) throw errorOf(status, text)
    return text === '' ? (undefined as Result) : (JSON.parse(text, reviveDate) as Result)
  }

  return {
    webhooks: {
      list: () => call('GET', 'webhooks'),
      get: (id) => call('GET', `webhooks/${encodeURIComponent(id)}`),
      create: (webhook) => call('POST', 'webhooks', webhook),
      update: async (id, change, how) => {
        const { ifUpdatedAt } = known('changeOptions', how) ?? {}
        const headers = ifUpdatedAt && { 'If-Match': webhookTag({ updatedAt: ifUpdatedAt }) }
        return call('PATCH', `webhooks/${encodeURIComponent(id)}`, change, headers)
      },
      pause: (id) => call('POST', `webhooks/${encodeURIComponent(id)}/pause`),
      resume: (id) => call('POST', `webhooks/${encodeURIComponent(id)}/resume`),
      disable: (id) => call('POST', `webhooks/${encodeURIComponent(id)}/disable`),
      enable: (id) => call('POST', `webhooks/${encodeURIComponent(id)}/enable`),
      remove: (id) => call('DELETE', `webhooks/${encodeURIComponent(id)}`),
      replay: (id, request) => call('POST', `webhooks/${encodeURIComponent(id)}/replay`, request),
      rotateSecret: (id, how = {}) => call('POST', `webhooks/${encodeURIComponent(id)}/rotate-secret`, how),
      test: (id, how = {}) => call('POST', `webhooks/${encodeURIComponent(id)}/test`, how),
    },
    events: {
      list: (filter, page) => call('GET', `events${query({ ...filter, ...page })}`),
      get: (id) => call('GET', `events/${encodeURIComponent(id)}`),
    },
    listeners: { list: () => call('GET', 'listeners') },
    deliveries: {
      list: (filter, page) => call('GET', `deliveries${query({ ...filter, ...page })}`),
      get: (id) => call('GET', `deliveries/${encodeURIComponent(id)}`),
      resend: (id) => call('POST', `deliveries/${encodeURIComponent(id)}/resend`),
      resendMany: async (ids) => (await call<{ count: number }>('POST', 'deliveries/resend', { ids })).count,
      resendGivenUp: (filter = {}) => call('POST', 'deliveries/resend-given-up', filter),
      activity: (request) => call('GET', `activity${query({ ...request })}`),
    },
    overview: (request) => call('GET', `overview${query({ ...request })}`),
    publish: (async (
      events: WebhookEvent | WebhookEvent[],
      options?: { readonly idempotencyKey?: string | undefined },
    ) => {
      const key = checkIdempotencyKey(known('clientPublish', options)?.idempotencyKey)
      const headers = key === undefined ? {} : { 'Idempotency-Key': key }
      const { publications } = await call<{ publications: Publication[] }>('POST', 'events', events, headers)
      return Array.isArray(events) ? publications : publications[0]
    }) as HubClient['publish'],
  }
}

// Without these checks, each call would fail as if the hub did not answer. Errors repeat no secret.
function baseOf(url: string): URL {
  const example = 'such as http://127.0.0.1:8484/'
  if (!URL.canParse(url)) throw new TypeError(`url: expected an absolute URL, ${example}`)
  const { protocol, username, password } = new URL(url)
  if (!/^https?:$/.test(protocol)) throw new TypeError(`url: expected an http or https URL, ${example}`)
  if (username || password) {
    throw new TypeError(
      `url: expected a URL without a user and a password, ${example}. Pass the token as token`,
    )
  }
  return new URL('api/', url.endsWith('/') ? url : `${url}/`)
}

function checkToken(token: string | undefined): void {
  try {
    new Headers({ Authorization: `Bearer ${token}` })
  } catch {
    throw new TypeError('token: expected visible ASCII characters, without spaces')
  }
}

type QueryValue = string | number | Date | undefined

function query(fields: Readonly<Record<string, QueryValue | readonly QueryValue[]>>): string {
  const given = new URLSearchParams()
  for (const [name, values] of Object.entries(fields)) {
    for (const value of [values].flat()) {
      if (value !== undefined) given.append(name, `${value instanceof Date ? value.toJSON() : value}`)
    }
  }
  return given.size ? `?${given}` : ''
}

// The hub's own date fields. Event fields are in snake case and never match; response headers may, so `date`
// checks the value.
const dateFields = /^(asOf|at|from|since|failingSince|restingUntil|waitingSince)$|[a-z]At$/
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function reviveDate(key: string, value: unknown): unknown {
  return typeof value === 'string' && dateFields.test(key) && date.test(value) ? new Date(value) : value
}

function errorOf(status: number, text: string): Error {
  const {
    detail = '',
    code,
    issues,
  }: { detail?: string; code?: string; issues?: InputIssue[] } = parsed(text)
  if ((status === 422 || status === 400) && issues) return new InvalidInputError(issues)
  if (status === 404 && detail) return new NotFoundError(detail)
  if (code === 'idempotency_conflict') return new IdempotencyConflictError(detail)
  if (code === 'duplicate_url') return new DuplicateUrlError(detail)
  if (code === 'changed_meanwhile') return new ChangedMeanwhileError(detail)
  return new HubRequestError(status, `The hub answered ${status}${detail && `: ${detail}`}`)
}

/** Tolerates any text: a proxy in between may answer with something else than a problem. */
function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
