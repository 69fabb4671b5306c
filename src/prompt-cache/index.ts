export type { PromptRead } from '../cache/index.js'
export {
  createPromptCache,
  type PromptCache,
  type PromptCacheOptions,
  type PromptCacheStore,
} from './prompt-cache.js'
