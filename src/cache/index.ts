export { cacheTags, cacheTagsOf, type PromptRead } from './cache-tags.js'
