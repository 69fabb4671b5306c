import type { WebhookEnvelope, WebhookEvent, WebhookEventDetails } from '../index.js'
import type { PromptTemplateState } from './template-state.js'

/**
 * Returns the state of a template after an event. Apply events in the order of their timestamps: the last
 * one that is applied wins.
 *
 * Returns the same object if the event changes nothing. That includes events of another template, of a type
 * that the contract does not know, and of a template whose creation was not applied.
 *
 * @param template The state before the event, or `null` if there is no template.
 * @returns A new state, or `null` if there is no template after the event.
 * @example
 * const template = events.reduce(applyEvent, null)
 */
export function applyEvent(
  template: PromptTemplateState | null,
  event: WebhookEvent | WebhookEnvelope,
): PromptTemplateState | null {
  // An event of an unknown type matches none of the cases below.
  const { event_type, details } = event as WebhookEvent
  if (event_type === 'prompt_template_created') {
    return template ?? createdBy(details)
  }
  if (!template || template.id !== templateIdOf(details)) return template
  switch (event_type) {
    case 'prompt_template_deleted':
      return null
    case 'prompt_template_name_changed':
      return withName(template, details.prompt_template_name)
    case 'prompt_template_version_created':
      return withVersion(template, details.prompt_template_version_number)
    case 'prompt_template_label_created':
    case 'prompt_template_label_moved':
      return withLabel(template, details.prompt_template_label, details.prompt_template_version_number)
    case 'prompt_template_label_deleted':
      return withoutLabel(template, details.prompt_template_label)
    default:
      return template
  }
}

/**
 * Applies an event to its template in a `Map` of templates by id, which it changes. A creation adds the
 * template, a deletion removes it. Events that are not about a template change nothing.
 *
 * @example
 * const templates = new Map<number, PromptTemplateState>()
 * applyEventTo(templates, event)
 */
export function applyEventTo(
  templates: Map<number, PromptTemplateState>,
  event: WebhookEvent | WebhookEnvelope,
): void {
  const id = templateIdOf(event.details)
  if (id === undefined) return
  const template = applyEvent(templates.get(id) ?? null, event)
  if (template) templates.set(id, template)
  else templates.delete(id)
}

// Not every event is about a template.
function templateIdOf(details: object): number | undefined {
  return (details as { readonly prompt_template_id?: number }).prompt_template_id
}

function createdBy(details: WebhookEventDetails<'prompt_template_created'>): PromptTemplateState {
  return {
    id: details.prompt_template_id,
    name: details.prompt_template_name,
    latestVersion: details.prompt_template_version_number,
    labels: {},
  }
}

function withName(template: PromptTemplateState, name: string): PromptTemplateState {
  return name === template.name ? template : { ...template, name }
}

function withVersion(template: PromptTemplateState, version: number): PromptTemplateState {
  return version > template.latestVersion ? { ...template, latestVersion: version } : template
}

// A label on an unknown version shows that the version exists.
function withLabel(template: PromptTemplateState, label: string, version: number): PromptTemplateState {
  const { labels } = template
  if (labels[label] === version) return template
  return { ...withVersion(template, version), labels: { ...labels, [label]: version } }
}

function withoutLabel(template: PromptTemplateState, label: string): PromptTemplateState {
  if (!Object.hasOwn(template.labels, label)) return template
  const { [label]: _, ...labels } = template.labels
  return { ...template, labels }
}
