/**
 * A cache of prompts that events keep fresh, in one process or in many. Needs bentocache 1.6 or newer.
 *
 * @packageDocumentation
 */

export type { PromptRead } from '../cache/index.js'
export type { PromptCacheOptions, PromptCacheStore } from './options.js'
export { createPromptCache, type PromptCache } from './prompt-cache.js'
