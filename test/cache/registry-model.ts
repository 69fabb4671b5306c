import fc from 'fast-check'
import type { PromptRead } from '../../src/cache/index.js'
import type { WebhookEvent, WebhookEventDetails, WebhookEventType } from '../../src/index.js'

type LabelChange = Extract<WebhookEventType, `prompt_template_label_change_${string}`>

interface Template {
  readonly id: number
  versions: number
  /** How often a snippet that the template imports was updated. */
  updates: number
  readonly labels: Map<string, number>
}

/** Names that get mixed up if delimiters or object keys are handled carelessly. */
const names = ['greeting', 'greeting:latest', 'greet ing', '__proto__', '']
const labels = ['prod', 'latest', '1']

/** Every possible read of existing and missing templates. */
export const reads: readonly PromptRead[] = names.flatMap((name) => [
  { name },
  ...[1, 2, 3, 4].map((version) => ({ name, version })),
  ...labels.map((label) => ({ name, label })),
])

/** The sender, as far as its events are documented: each change happens and returns its event. */
export class RegistryModel {
  readonly #templates = new Map<string, Template>()
  #lastId = 0

  /** Returns which text of which version of which template a read finds, or null. */
  read({ name, label, version }: PromptRead): string | null {
    const template = this.#templates.get(name)
    if (!template) return null
    const found = label === undefined ? (version ?? template.versions) : template.labels.get(label)
    return found === undefined || found > template.versions
      ? null
      : `${template.id}@${found}.${template.updates}`
  }

  /** Makes a change and returns its event, or undefined if the change is not possible. */
  change({ kind, name, newName, label, version }: Change): WebhookEvent | undefined {
    const template = this.#templates.get(name)
    if (kind === 'create') {
      if (template) return
      const id = ++this.#lastId
      // It is undocumented whether a label given at creation has its own event. Assume it has none.
      const labels = new Map(version === 1 ? [[label, 1]] : [])
      this.#templates.set(name, { id, versions: 1, updates: 0, labels })
      return event('prompt_template_created', { ...about(name, id), prompt_template_version_number: 1 })
    }
    if (!template) return
    const details = about(name, template.id)
    const versioned = { ...details, prompt_template_version_number: version }
    const old = template.labels.get(label)
    const labelChange = (type: LabelChange, change_type: 'move' | 'deletion') =>
      event(type, { ...details, prompt_template_label: label, change_type })
    switch (kind) {
      case 'publish': {
        const prompt_template_version_number = ++template.versions
        return event('prompt_template_version_created', { ...details, prompt_template_version_number })
      }
      case 'rename':
        if (this.#templates.has(newName)) return
        this.#templates.delete(name)
        this.#templates.set(newName, template)
        return event('prompt_template_name_changed', {
          ...about(newName, template.id),
          old_prompt_template_name: name,
        })
      case 'delete':
        this.#templates.delete(name)
        return event('prompt_template_deleted', details)
      case 'label':
        if (version > template.versions || old === version) return
        template.labels.set(label, version)
        if (old === undefined) {
          return event('prompt_template_label_created', { ...versioned, prompt_template_label: label })
        }
        return event('prompt_template_label_moved', {
          ...versioned,
          old_prompt_template_version_number: old,
          prompt_template_label: label,
        })
      case 'snippet':
        template.updates++
        return event('prompt_template_updated', versioned)
      case 'approve': {
        const change_type = version > template.versions ? 'deletion' : 'move'
        if (old === undefined || old === version) return
        // It is undocumented whether an event of the label always follows. Assume that none does.
        if (change_type === 'move') template.labels.set(label, version)
        else template.labels.delete(label)
        return labelChange('prompt_template_label_change_approved', change_type)
      }
      case 'request':
        return labelChange('prompt_template_label_change_requested', 'move')
      case 'deny':
        return labelChange('prompt_template_label_change_denied', 'deletion')
      case 'unlabel':
        if (old === undefined) return
        template.labels.delete(label)
        return event('prompt_template_label_deleted', {
          ...details,
          prompt_template_version_number: old,
          prompt_template_label: label,
        })
    }
  }
}

/** An attempted change. Creations, versions and labels are more frequent, so that templates grow. */
export const arbitraryChange = fc.record({
  kind: fc.constantFrom(
    ...(['create', 'create', 'publish', 'publish', 'label', 'label', 'unlabel', 'rename', 'delete'] as const),
    ...(['snippet', 'approve', 'approve', 'request', 'deny'] as const),
  ),
  name: fc.constantFrom(...names),
  newName: fc.constantFrom(...names),
  label: fc.constantFrom(...labels),
  version: fc.integer({ min: 1, max: 3 }),
})

type Change = typeof arbitraryChange extends fc.Arbitrary<infer Value> ? Value : never

function about(prompt_template_name: string, prompt_template_id: number) {
  return { prompt_template_name, prompt_template_id }
}

function event<Type extends WebhookEventType>(event_type: Type, details: WebhookEventDetails<Type>) {
  const envelope = { user_id: 1, workspace_id: 1, timestamp: '2023-12-01T22:05:57.924833' }
  return { event_type, details, ...envelope } as WebhookEvent
}
