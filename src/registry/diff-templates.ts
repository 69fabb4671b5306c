import { copyOrigin, type EventOrigin, envelopeOf } from '../event/event-origin.js'
import { timestampOf, timestamps } from '../event/event-timestamps.js'
import { withFrames } from '../event/stack-frames.js'
import {
  parseStrictWebhookEvent,
  readStrictWebhookEvent,
  type WebhookEvent,
  type WebhookEventDetails,
  type WebhookEventType,
} from '../index.js'
import { copyState, type PromptTemplateState } from './template-state.js'

/**
 * Returns the strict events that lead from one state of a template to another, in an order in which a
 * receiver can apply them one by one. Their timestamps are in the same order: the first is that of the
 * origin, each of the others a microsecond later. Equal states give no events.
 *
 * A deletion is one event: its labels go without events of their own. A creation includes the first version.
 *
 * @param before The state before, or `null` if there was no template.
 * @param after The state after, or `null` if the template is deleted.
 * @throws {TypeError} if no event can express the change (another id, a lower `latestVersion`, an empty name
 * or label, a label on a version that does not exist), or the origin has an unknown field. The message names
 * it.
 * @throws {InvalidEventError} whose issues name each wrong field of the origin.
 * @example
 * const before = { id: 12, name: 'Hello', latestVersion: 8, labels: { prod: 8 } }
 * const after = { ...before, latestVersion: 9, labels: { prod: 9 } }
 * const events = diffTemplates(before, after, { userId: 1, workspaceId: 1 })
 * // prompt_template_version_created, prompt_template_label_moved
 */
export function diffTemplates(
  before: PromptTemplateState | null,
  after: PromptTemplateState | null,
  origin: EventOrigin,
): WebhookEvent[] {
  const from = copyState(before, 'before')
  const to = copyState(after, 'after')
  if (from && to) requireSuccessor(from, to)
  const { timestamp: first, ...others } = copyOrigin(origin)
  requireEnvelope(envelopeOf(others, first ?? timestampOf(new Date())))

  const changes = [...changesBetween(from, to)]
  return timestamps(changes.length, first).map((timestamp, index) =>
    parseStrictWebhookEvent({ ...changes[index], ...envelopeOf(others, timestamp) }),
  )
}

function requireSuccessor(before: PromptTemplateState, after: PromptTemplateState): void {
  if (after.id !== before.id) {
    throw new TypeError(
      'after.id: differs from before.id, and no event can change an id. For two templates, call diffTemplates(before, null, …) and diffTemplates(null, after, …)',
    )
  }
  if (after.latestVersion < before.latestVersion) {
    throw new TypeError('after.latestVersion: lower than before, and no event removes a version')
  }
}

// Also if there is no event: a wrong origin must not wait for the first change.
function requireEnvelope(envelope: object): void {
  const reading = readStrictWebhookEvent({ event_type: '', details: {}, ...envelope })
  if (reading.kind === 'invalid') throw withFrames(reading.error)
}

type Change = {
  [Type in WebhookEventType]: { readonly event_type: Type; readonly details: WebhookEventDetails<Type> }
}[WebhookEventType]

function* changesBetween(
  before: PromptTemplateState | null,
  after: PromptTemplateState | null,
): Generator<Change> {
  if (!after) {
    if (before) yield { event_type: 'prompt_template_deleted', details: about(before) }
    return
  }
  const details = about(after)
  if (!before) {
    yield {
      event_type: 'prompt_template_created',
      details: { ...details, prompt_template_version_number: 1 },
    }
  } else if (before.name !== after.name) {
    const old_prompt_template_name = before.name
    yield { event_type: 'prompt_template_name_changed', details: { ...details, old_prompt_template_name } }
  }
  // Before the labels, which may be on the new versions.
  for (let version = (before?.latestVersion ?? 1) + 1; version <= after.latestVersion; version++) {
    const prompt_template_version_number = version
    yield {
      event_type: 'prompt_template_version_created',
      details: { ...details, prompt_template_version_number },
    }
  }
  yield* labelChanges(before?.labels ?? {}, after.labels, details)
}

function* labelChanges(
  before: PromptTemplateState['labels'],
  after: PromptTemplateState['labels'],
  template: ReturnType<typeof about>,
): Generator<Change> {
  const old = new Map(Object.entries(before))
  for (const [prompt_template_label, prompt_template_version_number] of Object.entries(after)) {
    const details = { ...template, prompt_template_version_number, prompt_template_label }
    const old_prompt_template_version_number = old.get(prompt_template_label)
    if (old_prompt_template_version_number === undefined) {
      yield { event_type: 'prompt_template_label_created', details }
    } else if (old_prompt_template_version_number !== prompt_template_version_number) {
      yield {
        event_type: 'prompt_template_label_moved',
        details: { ...details, old_prompt_template_version_number },
      }
    }
    old.delete(prompt_template_label)
  }
  for (const [prompt_template_label, prompt_template_version_number] of old) {
    yield {
      event_type: 'prompt_template_label_deleted',
      details: { ...template, prompt_template_version_number, prompt_template_label },
    }
  }
}

function about({ id, name }: PromptTemplateState) {
  return { prompt_template_id: id, prompt_template_name: name }
}
