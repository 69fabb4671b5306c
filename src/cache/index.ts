/**
 * Cache tags: which cached reads of a prompt template an event makes stale.
 *
 * @packageDocumentation
 */

export { cacheTags, cacheTagsOf } from './cache-tags.js'
export type { PromptRead } from './prompt-read.js'
