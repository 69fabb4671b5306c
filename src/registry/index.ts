/**
 * The state of prompt templates: applies events to it, and finds the events between two states.
 *
 * @packageDocumentation
 */

export type { EventOrigin } from '../event/event-origin.js'
export { applyEvent, applyEventTo } from './apply-event.js'
export { diffTemplates } from './diff-templates.js'
export type { PromptTemplateState } from './template-state.js'
