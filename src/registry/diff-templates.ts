import { type EventOrigin, envelopeOf } from '../event/event-origin.js'
import { timestampOf, timestamps } from '../event/event-timestamps.js'
import {
  parseStrictWebhookEvent,
  readStrictWebhookEvent,
  type WebhookEvent,
  type WebhookEventDetails,
  type WebhookEventType,
} from '../index.js'
import { type PromptTemplateState, requireState } from './template-state.js'

/**
 * The strict events that lead from one state of a template to another, `null` standing for no template, in an order in
 * which a receiver can apply them one by one: by their timestamps as well. Equal states give none. A template that is deleted
 * loses its labels without events, and one that is created has its first version without one. The timestamp of the origin is
 * that of the first event; each of the others follows by a microsecond.
 *
 * @throws {TypeError} that names what no event can tell: another id, fewer versions, an empty name, a label on no version.
 * @throws {InvalidEventError} whose issues name each wrong field of the origin.
 */
export function diffTemplates(
  before: PromptTemplateState | null,
  after: PromptTemplateState | null,
  origin: EventOrigin,
): WebhookEvent[] {
  requireState(before, 'before')
  requireState(after, 'after')
  if (before && after) requireSuccessor(before, after)
  const envelope = envelopeOf(origin)
  requireOrigin(envelope, origin.timestamp)

  const changes = [...changesBetween(before, after)]
  const stamps = timestamps(changes.length, origin.timestamp)
  return changes.map((change, index) =>
    parseStrictWebhookEvent({ ...change, ...envelope, timestamp: stamps[index] }),
  )
}

function requireSuccessor(before: PromptTemplateState, after: PromptTemplateState): void {
  if (after.id !== before.id) {
    throw new TypeError(
      'after.id: not the id of before, and no event changes it. Another template has events of its own: diff before with null, and null with after',
    )
  }
  if (after.latestVersion < before.latestVersion) {
    throw new TypeError('after.latestVersion: lower than before, and no event removes a version')
  }
}

// Also where no event is to be sent: a wrong origin should not wait for the first change.
function requireOrigin(envelope: object, timestamp: Date | string = new Date()): void {
  const reading = readStrictWebhookEvent({
    event_type: '',
    details: {},
    ...envelope,
    timestamp: timestampOf(timestamp),
  })
  if (reading.kind === 'invalid') throw reading.error
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
