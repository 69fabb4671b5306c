export { applyEvent, applyEventTo } from './apply-event.js'
export { diffTemplates, type EventOrigin } from './diff-templates.js'
export type { PromptTemplateState } from './template-state.js'
