export { cacheTags, cacheTagsOf } from './cache-tags.js'
export type { PromptRead } from './prompt-read.js'
