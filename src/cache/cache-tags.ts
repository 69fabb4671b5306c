import { isWebhookEventType } from '../event/reading.js'
import { type StaleReads, staleReads } from '../generated/catalog.js'
import type { WebhookEnvelope, WebhookEvent } from '../generated/types.js'
import { copyRead, type PromptRead } from './prompt-read.js'
import { tag } from './tag.js'

/**
 * The tags that an event makes stale: a cached read is to be dropped if it carries one of them. An event of a
 * type that the contract does not know makes stale every read by the names in its details.
 */
export function cacheTags(event: WebhookEvent | WebhookEnvelope): readonly string[] {
  const { event_type, details } = event
  const stale = isWebhookEventType(event_type) ? staleReads[event_type] : 'every'
  return [...new Set(staleTags[stale](details as Details))]
}

/** The tags that a cached read carries, found or not found. */
export function cacheTagsOf(read: PromptRead): readonly string[] {
  const { name, label, version } = copyRead(read)
  const tags = [tag(name)]
  if (version !== undefined) tags.push(tag(name, 'version', version))
  // It is undocumented which of the two wins, so a read of both follows the events of both.
  if (label !== undefined) tags.push(tag(name, 'label', label))
  if (tags.length === 1) tags.push(tag(name, 'latest'))
  return tags
}

/** The fields of `details` that tell what is stale. Of a known event those that its `stale` asks for are there. */
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
