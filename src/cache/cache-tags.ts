import { isWebhookEventType } from '../event/reading.js'
import { type StaleReads, staleReads } from '../generated/catalog.js'
import type { WebhookEnvelope, WebhookEvent } from '../generated/types.js'
import { copyRead, type PromptRead } from './prompt-read.js'
import { tag } from './tag.js'

/**
 * Returns the tags that an event makes stale. Drop every cached read that carries one of them.
 *
 * An event of an unknown type makes stale every read of a name that is in its details.
 *
 * @example
 * for (const tag of cacheTags(event)) revalidateTag(tag, { expire: 0 }) // Next.js
 */
export function cacheTags(event: WebhookEvent | WebhookEnvelope): readonly string[] {
  const { event_type, details } = event
  const stale = isWebhookEventType(event_type) ? staleReads[event_type] : 'every'
  return [...new Set(staleTags[stale](details as Details))]
}

/**
 * Returns the tags to store a read under, whether it found a prompt or not. A tag is ASCII without spaces
 * or commas, and has at most 214 characters.
 *
 * @throws {TypeError} if a field of the read has a wrong type. Fields that are not part of a `PromptRead`
 * are ignored.
 * @example
 * cacheTagsOf({ name: 'welcome', label: 'prod' }) // ['prompt:welcome', 'prompt:welcome:label:prod']
 */
export function cacheTagsOf(read: PromptRead): readonly string[] {
  const { name, label, version } = copyRead(read)
  const tags = [tag(name)]
  if (version !== undefined) tags.push(tag(name, 'version', version))
  // It is undocumented whether the label or the version wins, so a read with both follows the events of both.
  if (label !== undefined) tags.push(tag(name, 'label', label))
  if (tags.length === 1) tags.push(tag(name, 'latest'))
  return tags
}

/** The fields of `details` that decide what is stale. A known event has those that its `stale` needs. */
interface Details {
  readonly prompt_template_name?: unknown
  readonly old_prompt_template_name?: unknown
  readonly prompt_template_version_number?: unknown
  readonly prompt_template_label?: unknown
}

const staleTags: { readonly [Stale in StaleReads]: (details: Details) => string[] } = {
  every: ({ prompt_template_name, old_prompt_template_name }) =>
    [prompt_template_name, old_prompt_template_name]
      .filter((name) => typeof name === 'string')
      .map((name) => tag(name)),
  version: ({ prompt_template_name: name, prompt_template_version_number: version }) => [
    tag(name, 'latest'),
    tag(name, 'version', version),
  ],
  label: ({ prompt_template_name: name, prompt_template_label: label }) => [tag(name, 'label', label)],
  none: () => [],
}
