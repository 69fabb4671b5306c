/**
 * A cache of prompts that events keep fresh, in one process or in many. Needs bentocache.
 *
 * @packageDocumentation
 */

export type { PromptRead } from '../cache/index.js'
export type { PromptCacheOptions, PromptCacheStore } from './options.js'
export { createPromptCache, type PromptCache } from './prompt-cache.js'
