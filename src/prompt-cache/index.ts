export type { PromptRead } from '../cache/index.js'
export type { PromptCacheOptions, PromptCacheStore } from './options.js'
export { createPromptCache, type PromptCache } from './prompt-cache.js'
