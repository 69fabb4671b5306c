export { applyEvent, applyEventTo } from './apply-event.js'
export { type DiffContext, diffTemplates } from './diff-templates.js'
export type { PromptTemplateState } from './template-state.js'
