import type { ActivityRequest } from './activity.js'
import type { DeliveryFilter, PageRequest } from './delivery.js'
import { type InputIssue, InvalidInputError } from './errors.js'
import type { EventFilter } from './event-filter.js'
import type { PublishOptions } from './hub.js'
import type { ReplayRequest } from './replay.js'
import type { NewWebhook, WebhookChange, Webhooks } from './webhook.js'

/** Every name that an object may have, as keys. */
type Names<Options> = { readonly [Name in keyof Required<Options>]: unknown }

/**
 * Refuses options that do not exist, which are most often misspelled.
 *
 * @param names every option there is, as keys.
 * @param of the function that takes the options.
 * @throws {TypeError} that names the first unknown one.
 */
export function refuseUnknownOptions<Options extends object>(
  options: Options,
  names: Names<Options>,
  of: string,
): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`options: expected an object with ${Object.keys(names).join(', ')}`)
  }
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name))
  if (unknown === undefined) return
  const known = Object.keys(names).join(', ')
  throw new TypeError(`${unknown}: unknown option of ${of}; expected only ${known}`)
}

/** What the methods of a hub take. */
interface Inputs {
  readonly newWebhook: NewWebhook
  readonly webhookChange: WebhookChange
  readonly changeOptions: NonNullable<Parameters<Webhooks['update']>[2]>
  readonly replay: ReplayRequest
  readonly rotation: NonNullable<Parameters<Webhooks['rotateSecret']>[1]>
  readonly test: NonNullable<Parameters<Webhooks['test']>[1]>
  readonly eventFilter: EventFilter
  readonly deliveryFilter: DeliveryFilter
  readonly givenUpFilter: Omit<DeliveryFilter, 'state'>
  readonly page: PageRequest
  readonly activity: ActivityRequest
  readonly publish: PublishOptions
  readonly clientPublish: Pick<PublishOptions, 'idempotencyKey'>
}

const webhookChange = {
  url: true,
  description: true,
  eventTypes: true,
  workspaceIds: true,
  headers: true,
  timeoutMs: true,
  concurrency: true,
  allowDuplicate: true,
}
const eventFilter = {
  eventType: true,
  subjectId: true,
  workspaceId: true,
  search: true,
  from: true,
  to: true,
}
const givenUpFilter = { webhookId: true, eventId: true, ...eventFilter }

const fields: { readonly [Kind in keyof Inputs]: Names<Inputs[Kind]> } = {
  newWebhook: { ...webhookChange, enabled: true, secret: true },
  webhookChange,
  changeOptions: { ifUpdatedAt: true },
  replay: { since: true, until: true, states: true, eventTypes: true, asOf: true, dryRun: true },
  rotation: { overlapSeconds: true },
  test: { eventType: true },
  eventFilter,
  deliveryFilter: { ...givenUpFilter, state: true },
  givenUpFilter,
  page: { cursor: true, limit: true },
  activity: { spans: true, spanSeconds: true, webhookId: true },
  publish: { idempotencyKey: true, client: true },
  clientPublish: { idempotencyKey: true },
}

/**
 * Returns an input of a method of the hub, unless it has a field that does not exist. A caller
 * who writes `dryrun` for `dryRun` would otherwise send what was only to be counted. The API refuses such
 * fields by its schemas. As in JSON, a field that is undefined is absent.
 *
 * @throws {InvalidInputError} that names each unknown field, and the known ones.
 */
export function known<Kind extends keyof Inputs, Input extends Inputs[Kind] | undefined>(
  kind: Kind,
  input: Input,
): Input {
  const names = fields[kind]
  const issues = Object.entries(input ?? {}).flatMap(([name, value]): InputIssue[] => {
    if (value === undefined || Object.hasOwn(names, name)) return []
    const message = `${name}: unknown key; expected only ${Object.keys(names).join(', ')}`
    return [{ path: [name], message, code: 'unknown_key' }]
  })
  if (issues.length) throw new InvalidInputError(issues)
  return input
}
