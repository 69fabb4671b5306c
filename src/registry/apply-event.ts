import type { WebhookEnvelope, WebhookEvent, WebhookEventDetails } from '../index.js'
import type { PromptTemplateState } from './template-state.js'

/**
 * The state of a template after an event, `null` standing for no template. An event that changes nothing, as one of
 * another template or of a type that has no part in the state, gives the very same object back. What an event says is so
 * afterwards: apply events in the order of their timestamps.
 */
export function applyEvent(
  template: PromptTemplateState | null,
  event: WebhookEvent | WebhookEnvelope,
): PromptTemplateState | null {
  // One of an unknown type is of none of the cases below.
  const { event_type, details } = event as WebhookEvent
  if (event_type === 'prompt_template_created') {
    return template ?? createdBy(details)
  }
  if (!template || template.id !== templateIdOf(event)) return template
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

/** Applies an event to the template that it is of, among all the templates by their ids. */
export function applyEventTo(
  templates: Map<number, PromptTemplateState>,
  event: WebhookEvent | WebhookEnvelope,
): void {
  const id = templateIdOf(event)
  if (id === undefined) return
  const template = applyEvent(templates.get(id) ?? null, event)
  if (template) templates.set(id, template)
  else templates.delete(id)
}

// Not every event is of a template.
function templateIdOf({ details }: WebhookEvent | WebhookEnvelope): number | undefined {
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

// A label on a version that is not known shows that there is one.
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
