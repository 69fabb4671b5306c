// Written by `npm run generate`. Do not edit.

import { explainScalar, type ScalarRules } from '../issue/explain-scalar.js'
import { type EventIssue, maxIssues, report, reportUnknownKeys, reportValue } from '../issue/issue.js'
import type { WebhookEnvelope, WebhookEvent } from './types.js'

const timestampPattern =
  /^(?:[0-9][0-9][0-9][0-9]-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?$/u
const stringRules: ScalarRules = { type: 'string' }
const integerRules1: ScalarRules = { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }
const stringRules2: ScalarRules = {
  type: 'string',
  pattern: timestampPattern,
  example: '2023-12-01T22:05:57.924833',
}
const stringRules3: ScalarRules = { orNull: true, type: 'string' }
const stringRules4: ScalarRules = { type: 'string', minLength: 1 }
const integerRules5: ScalarRules = { type: 'integer', minimum: 1, maximum: 1 }
const integerRules6: ScalarRules = { type: 'integer', minimum: 1, maximum: 9007199254740991 }
const stringRules7: ScalarRules = { orNull: true, type: 'string', minLength: 1 }
const integerRules8: ScalarRules = { type: 'integer', minimum: 2, maximum: 9007199254740991 }
const stringRules9: ScalarRules = { type: 'string', enum: ['move', 'deletion'] }
const integerRules10: ScalarRules = { type: 'integer', minimum: 0, maximum: 9007199254740991 }
const stringRules11: ScalarRules = { type: 'string', enum: ['file'] }
const stringRules12: ScalarRules = { type: 'string', enum: ['request_logs'] }
const stringRules13: ScalarRules = {
  type: 'string',
  enum: ['collection_created', 'version_save', 'collection_deleted', 'version_restored'],
}
const root$path: EventIssue['path'] = []
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function hasWebhookEnvelopeFields(value: Record<string, unknown>): boolean {
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function isPromptTemplateCreated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateVersionCreated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateNameChanged(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (typeof details.old_prompt_template_name !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateDeleted(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateLabelCreated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (typeof details.prompt_template_label !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateLabelDeleted(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (typeof details.prompt_template_label !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateLabelMoved(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (!Number.isSafeInteger(details.old_prompt_template_version_number)) return false
  if (typeof details.prompt_template_label !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateUpdated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateLabelChangeRequested(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (typeof details.prompt_template_label !== 'string') return false
  if (typeof details.change_type !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateLabelChangeApproved(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (typeof details.prompt_template_label !== 'string') return false
  if (typeof details.change_type !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isPromptTemplateLabelChangeDenied(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (typeof details.prompt_template_label !== 'string') return false
  if (typeof details.change_type !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isAgentRunFinished(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.agent_name !== 'string') return false
  if (!Number.isSafeInteger(details.agent_id)) return false
  if (!Number.isSafeInteger(details.agent_execution_id)) return false
  return hasWebhookEnvelopeFields(value)
}
function isReportFinished(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.report_id)) return false
  if (typeof details.report_name !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isDatasetVersionCreatedByFile(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.dataset_id)) return false
  if (!Number.isSafeInteger(details.dataset_version_number)) return false
  return hasWebhookEnvelopeFields(value)
}
function isDatasetVersionCreatedByFileFailed(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if ('dataset_id' in details && !Number.isSafeInteger(details.dataset_id)) return false
  if (typeof details.error_message !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isDatasetVersionCreatedFromFilterParams(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.dataset_id)) return false
  if (!Number.isSafeInteger(details.rows_added)) return false
  if (!Number.isSafeInteger(details.dataset_version_number)) return false
  return hasWebhookEnvelopeFields(value)
}
function isTableSheetCreatedFromFile(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string') return false
  if (typeof details.table_id !== 'string') return false
  if (typeof details.sheet_id !== 'string') return false
  if (typeof details.source !== 'string') return false
  if (typeof details.file_name !== 'string') return false
  if (!Number.isSafeInteger(details.rows_added)) return false
  if (!Number.isSafeInteger(details.row_count)) return false
  return hasWebhookEnvelopeFields(value)
}
function isTableSheetCreatedFromFileFailed(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string') return false
  if (typeof details.table_id !== 'string') return false
  if (typeof details.sheet_id !== 'string') return false
  if (typeof details.source !== 'string') return false
  if (typeof details.file_name !== 'string') return false
  if (typeof details.error_message !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isTableSheetCreatedFromRequestHistory(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string') return false
  if (typeof details.table_id !== 'string') return false
  if (typeof details.sheet_id !== 'string') return false
  if (typeof details.source !== 'string') return false
  if (!Number.isSafeInteger(details.rows_added)) return false
  if (!Number.isSafeInteger(details.row_count)) return false
  return hasWebhookEnvelopeFields(value)
}
function isTableSheetCreatedFromRequestHistoryFailed(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string') return false
  if (typeof details.table_id !== 'string') return false
  if (typeof details.sheet_id !== 'string') return false
  if (typeof details.source !== 'string') return false
  if (typeof details.error_message !== 'string') return false
  return hasWebhookEnvelopeFields(value)
}
function isSkillCollectionFilesChanged(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.skill_collection_id !== 'string') return false
  if (typeof details.source !== 'string') return false
  const details_affected_paths = details.affected_paths
  if (!Array.isArray(details_affected_paths)) return false
  for (
    let details_affected_paths_index = 0;
    details_affected_paths_index < details_affected_paths.length;
    details_affected_paths_index++
  ) {
    if (typeof details_affected_paths[details_affected_paths_index] !== 'string') return false
  }
  if ('version_number' in details && !Number.isSafeInteger(details.version_number)) return false
  return hasWebhookEnvelopeFields(value)
}
/**
 * Returns `true` if a value has sound envelope fields, whatever its type.
 * Uses the tolerant contract, which is for receivers and allows unknown keys.
 */
export function isWebhookEnvelope(value: unknown): value is WebhookEnvelope {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string') return false
  const details = value.details
  if (!isObject(details)) return false
  return hasWebhookEnvelopeFields(value)
}
const guardsOfWebhookEvent = /* @__PURE__ */ new Map<unknown, typeof isPromptTemplateCreated>([
  ['prompt_template_created', isPromptTemplateCreated],
  ['prompt_template_version_created', isPromptTemplateVersionCreated],
  ['prompt_template_name_changed', isPromptTemplateNameChanged],
  ['prompt_template_deleted', isPromptTemplateDeleted],
  ['prompt_template_label_created', isPromptTemplateLabelCreated],
  ['prompt_template_label_deleted', isPromptTemplateLabelDeleted],
  ['prompt_template_label_moved', isPromptTemplateLabelMoved],
  ['prompt_template_updated', isPromptTemplateUpdated],
  ['prompt_template_label_change_requested', isPromptTemplateLabelChangeRequested],
  ['prompt_template_label_change_approved', isPromptTemplateLabelChangeApproved],
  ['prompt_template_label_change_denied', isPromptTemplateLabelChangeDenied],
  ['agent_run_finished', isAgentRunFinished],
  ['report_finished', isReportFinished],
  ['dataset_version_created_by_file', isDatasetVersionCreatedByFile],
  ['dataset_version_created_by_file_failed', isDatasetVersionCreatedByFileFailed],
  ['dataset_version_created_from_filter_params', isDatasetVersionCreatedFromFilterParams],
  ['table_sheet_created_from_file', isTableSheetCreatedFromFile],
  ['table_sheet_created_from_file_failed', isTableSheetCreatedFromFileFailed],
  ['table_sheet_created_from_request_history', isTableSheetCreatedFromRequestHistory],
  ['table_sheet_created_from_request_history_failed', isTableSheetCreatedFromRequestHistoryFailed],
  ['skill_collection_files_changed', isSkillCollectionFilesChanged],
])
/**
 * Returns `true` if a value is an event of a known type with sound fields. Copies nothing, and never throws
 * for what `JSON.parse` returns.
 * Uses the tolerant contract, which is for receivers and allows unknown keys.
 *
 * @example
 * ```ts
 * if (isWebhookEvent(value)) console.log(value.event_type, value.details)
 * ```
 */
export function isWebhookEvent(value: unknown): value is WebhookEvent {
  if (!isObject(value)) return false
  return guardsOfWebhookEvent.get(value.event_type)?.(value) ?? false
}
function explainWebhookEnvelopeFields(value: Record<string, unknown>, issues: EventIssue[]): void {
  explainScalar(issues, value, root$path, 'user_id', integerRules1)
  explainScalar(issues, value, root$path, 'workspace_id', integerRules1)
  explainScalar(issues, value, root$path, 'timestamp', stringRules2)
  if ('user_name' in value) {
    explainScalar(issues, value, root$path, 'user_name', stringRules3)
  }
  if ('user_email' in value) {
    explainScalar(issues, value, root$path, 'user_email', stringRules3)
  }
}
function explainPromptTemplateCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateVersionCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateNameChanged(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'old_prompt_template_name', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelMoved(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules1)
    explainScalar(issues, details, details$path, 'old_prompt_template_version_number', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateUpdated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelChangeRequested(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules)
    explainScalar(issues, details, details$path, 'change_type', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelChangeApproved(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules)
    explainScalar(issues, details, details$path, 'change_type', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelChangeDenied(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules1)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules)
    explainScalar(issues, details, details$path, 'change_type', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainAgentRunFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'agent_name', stringRules)
    explainScalar(issues, details, details$path, 'agent_id', integerRules1)
    explainScalar(issues, details, details$path, 'agent_execution_id', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainReportFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'report_id', integerRules1)
    explainScalar(issues, details, details$path, 'report_name', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainDatasetVersionCreatedByFile(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'dataset_id', integerRules1)
    explainScalar(issues, details, details$path, 'dataset_version_number', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainDatasetVersionCreatedByFileFailed(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    if ('dataset_id' in details) {
      explainScalar(issues, details, details$path, 'dataset_id', integerRules1)
    }
    explainScalar(issues, details, details$path, 'error_message', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainDatasetVersionCreatedFromFilterParams(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'dataset_id', integerRules1)
    explainScalar(issues, details, details$path, 'rows_added', integerRules1)
    explainScalar(issues, details, details$path, 'dataset_version_number', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainTableSheetCreatedFromFile(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules)
    explainScalar(issues, details, details$path, 'table_id', stringRules)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules)
    explainScalar(issues, details, details$path, 'source', stringRules)
    explainScalar(issues, details, details$path, 'file_name', stringRules)
    explainScalar(issues, details, details$path, 'rows_added', integerRules1)
    explainScalar(issues, details, details$path, 'row_count', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainTableSheetCreatedFromFileFailed(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules)
    explainScalar(issues, details, details$path, 'table_id', stringRules)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules)
    explainScalar(issues, details, details$path, 'source', stringRules)
    explainScalar(issues, details, details$path, 'file_name', stringRules)
    explainScalar(issues, details, details$path, 'error_message', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainTableSheetCreatedFromRequestHistory(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules)
    explainScalar(issues, details, details$path, 'table_id', stringRules)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules)
    explainScalar(issues, details, details$path, 'source', stringRules)
    explainScalar(issues, details, details$path, 'rows_added', integerRules1)
    explainScalar(issues, details, details$path, 'row_count', integerRules1)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainTableSheetCreatedFromRequestHistoryFailed(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules)
    explainScalar(issues, details, details$path, 'table_id', stringRules)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules)
    explainScalar(issues, details, details$path, 'source', stringRules)
    explainScalar(issues, details, details$path, 'error_message', stringRules)
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainSkillCollectionFilesChanged(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'skill_collection_id', stringRules)
    explainScalar(issues, details, details$path, 'source', stringRules)
    const details_affected_paths = details.affected_paths
    if (!Array.isArray(details_affected_paths)) {
      report(issues, 'invalid_type', 'an array', details, ['details', 'affected_paths'])
    } else {
      const details_affected_paths$path = ['details', 'affected_paths']
      for (
        let details_affected_paths_index = 0;
        details_affected_paths_index < details_affected_paths.length && issues.length < maxIssues;
        details_affected_paths_index++
      ) {
        explainScalar(
          issues,
          details_affected_paths,
          details_affected_paths$path,
          details_affected_paths_index,
          stringRules,
        )
      }
    }
    if ('version_number' in details) {
      explainScalar(issues, details, details$path, 'version_number', integerRules1)
    }
  }
  return explainWebhookEnvelopeFields(value, issues)
}
export function explainWebhookEnvelope(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  explainScalar(issues, value, root$path, 'event_type', stringRules)
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  }
  return explainWebhookEnvelopeFields(value, issues)
}
const explanationsOfWebhookEvent = /* @__PURE__ */ new Map<unknown, typeof explainPromptTemplateCreated>([
  ['prompt_template_created', explainPromptTemplateCreated],
  ['prompt_template_version_created', explainPromptTemplateVersionCreated],
  ['prompt_template_name_changed', explainPromptTemplateNameChanged],
  ['prompt_template_deleted', explainPromptTemplateDeleted],
  ['prompt_template_label_created', explainPromptTemplateLabelCreated],
  ['prompt_template_label_deleted', explainPromptTemplateLabelDeleted],
  ['prompt_template_label_moved', explainPromptTemplateLabelMoved],
  ['prompt_template_updated', explainPromptTemplateUpdated],
  ['prompt_template_label_change_requested', explainPromptTemplateLabelChangeRequested],
  ['prompt_template_label_change_approved', explainPromptTemplateLabelChangeApproved],
  ['prompt_template_label_change_denied', explainPromptTemplateLabelChangeDenied],
  ['agent_run_finished', explainAgentRunFinished],
  ['report_finished', explainReportFinished],
  ['dataset_version_created_by_file', explainDatasetVersionCreatedByFile],
  ['dataset_version_created_by_file_failed', explainDatasetVersionCreatedByFileFailed],
  ['dataset_version_created_from_filter_params', explainDatasetVersionCreatedFromFilterParams],
  ['table_sheet_created_from_file', explainTableSheetCreatedFromFile],
  ['table_sheet_created_from_file_failed', explainTableSheetCreatedFromFileFailed],
  ['table_sheet_created_from_request_history', explainTableSheetCreatedFromRequestHistory],
  ['table_sheet_created_from_request_history_failed', explainTableSheetCreatedFromRequestHistoryFailed],
  ['skill_collection_files_changed', explainSkillCollectionFilesChanged],
])
export function explainWebhookEvent(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  return (explanationsOfWebhookEvent.get(value.event_type) ?? explainWebhookEnvelope)(value, issues)
}
function hasStrictWebhookEnvelopeFields(value: Record<string, unknown>): boolean {
  if (typeof value.user_id !== 'number' || !Number.isSafeInteger(value.user_id) || value.user_id < 1)
    return false
  if (
    typeof value.workspace_id !== 'number' ||
    !Number.isSafeInteger(value.workspace_id) ||
    value.workspace_id < 1
  )
    return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if (
    'user_name' in value &&
    value.user_name !== null &&
    (typeof value.user_name !== 'string' || value.user_name === '')
  )
    return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  for (const key in value)
    if (
      key !== 'event_type' &&
      key !== 'details' &&
      key !== 'user_id' &&
      key !== 'workspace_id' &&
      key !== 'timestamp' &&
      key !== 'user_name' &&
      key !== 'user_email'
    )
      return false
  return true
}
function isStrictPromptTemplateCreated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (
    typeof details.prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_version_number) ||
    details.prompt_template_version_number < 1 ||
    details.prompt_template_version_number > 1
  )
    return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  for (const key in details)
    if (
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_version_number' &&
      key !== 'prompt_template_id'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateVersionCreated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (
    typeof details.prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_version_number) ||
    details.prompt_template_version_number < 2
  )
    return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  for (const key in details)
    if (
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_version_number' &&
      key !== 'prompt_template_id'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateNameChanged(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (typeof details.old_prompt_template_name !== 'string' || details.old_prompt_template_name === '')
    return false
  for (const key in details)
    if (key !== 'prompt_template_id' && key !== 'prompt_template_name' && key !== 'old_prompt_template_name')
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateDeleted(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  for (const key in details) if (key !== 'prompt_template_id' && key !== 'prompt_template_name') return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateLabelCreated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (
    typeof details.prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_version_number) ||
    details.prompt_template_version_number < 1
  )
    return false
  if (typeof details.prompt_template_label !== 'string' || details.prompt_template_label === '') return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_version_number' &&
      key !== 'prompt_template_label'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateLabelDeleted(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (
    typeof details.prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_version_number) ||
    details.prompt_template_version_number < 1
  )
    return false
  if (typeof details.prompt_template_label !== 'string' || details.prompt_template_label === '') return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_version_number' &&
      key !== 'prompt_template_label'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateLabelMoved(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (
    typeof details.prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_version_number) ||
    details.prompt_template_version_number < 1
  )
    return false
  if (
    typeof details.old_prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.old_prompt_template_version_number) ||
    details.old_prompt_template_version_number < 1
  )
    return false
  if (typeof details.prompt_template_label !== 'string' || details.prompt_template_label === '') return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_version_number' &&
      key !== 'old_prompt_template_version_number' &&
      key !== 'prompt_template_label'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateUpdated(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (
    typeof details.prompt_template_version_number !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_version_number) ||
    details.prompt_template_version_number < 1
  )
    return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_version_number'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateLabelChangeRequested(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (typeof details.prompt_template_label !== 'string' || details.prompt_template_label === '') return false
  if (
    typeof details.change_type !== 'string' ||
    (details.change_type !== 'move' && details.change_type !== 'deletion')
  )
    return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_label' &&
      key !== 'change_type'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateLabelChangeApproved(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (typeof details.prompt_template_label !== 'string' || details.prompt_template_label === '') return false
  if (
    typeof details.change_type !== 'string' ||
    (details.change_type !== 'move' && details.change_type !== 'deletion')
  )
    return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_label' &&
      key !== 'change_type'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictPromptTemplateLabelChangeDenied(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.prompt_template_id !== 'number' ||
    !Number.isSafeInteger(details.prompt_template_id) ||
    details.prompt_template_id < 1
  )
    return false
  if (typeof details.prompt_template_name !== 'string' || details.prompt_template_name === '') return false
  if (typeof details.prompt_template_label !== 'string' || details.prompt_template_label === '') return false
  if (
    typeof details.change_type !== 'string' ||
    (details.change_type !== 'move' && details.change_type !== 'deletion')
  )
    return false
  for (const key in details)
    if (
      key !== 'prompt_template_id' &&
      key !== 'prompt_template_name' &&
      key !== 'prompt_template_label' &&
      key !== 'change_type'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictAgentRunFinished(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.agent_name !== 'string' || details.agent_name === '') return false
  if (typeof details.agent_id !== 'number' || !Number.isSafeInteger(details.agent_id) || details.agent_id < 1)
    return false
  if (
    typeof details.agent_execution_id !== 'number' ||
    !Number.isSafeInteger(details.agent_execution_id) ||
    details.agent_execution_id < 1
  )
    return false
  for (const key in details)
    if (key !== 'agent_name' && key !== 'agent_id' && key !== 'agent_execution_id') return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictReportFinished(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.report_id !== 'number' ||
    !Number.isSafeInteger(details.report_id) ||
    details.report_id < 1
  )
    return false
  if (typeof details.report_name !== 'string' || details.report_name === '') return false
  for (const key in details) if (key !== 'report_id' && key !== 'report_name') return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictDatasetVersionCreatedByFile(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.dataset_id !== 'number' ||
    !Number.isSafeInteger(details.dataset_id) ||
    details.dataset_id < 1
  )
    return false
  if (
    typeof details.dataset_version_number !== 'number' ||
    !Number.isSafeInteger(details.dataset_version_number) ||
    details.dataset_version_number < 1
  )
    return false
  for (const key in details) if (key !== 'dataset_id' && key !== 'dataset_version_number') return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictDatasetVersionCreatedByFileFailed(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    'dataset_id' in details &&
    (typeof details.dataset_id !== 'number' ||
      !Number.isSafeInteger(details.dataset_id) ||
      details.dataset_id < 1)
  )
    return false
  if (typeof details.error_message !== 'string') return false
  for (const key in details) if (key !== 'dataset_id' && key !== 'error_message') return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictDatasetVersionCreatedFromFilterParams(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (
    typeof details.dataset_id !== 'number' ||
    !Number.isSafeInteger(details.dataset_id) ||
    details.dataset_id < 1
  )
    return false
  if (
    typeof details.rows_added !== 'number' ||
    !Number.isSafeInteger(details.rows_added) ||
    details.rows_added < 0
  )
    return false
  if (
    typeof details.dataset_version_number !== 'number' ||
    !Number.isSafeInteger(details.dataset_version_number) ||
    details.dataset_version_number < 1
  )
    return false
  for (const key in details)
    if (key !== 'dataset_id' && key !== 'rows_added' && key !== 'dataset_version_number') return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictTableSheetCreatedFromFile(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string' || details.operation_id === '') return false
  if (typeof details.table_id !== 'string' || details.table_id === '') return false
  if (typeof details.sheet_id !== 'string' || details.sheet_id === '') return false
  if (typeof details.source !== 'string' || details.source !== 'file') return false
  if (typeof details.file_name !== 'string' || details.file_name === '') return false
  if (
    typeof details.rows_added !== 'number' ||
    !Number.isSafeInteger(details.rows_added) ||
    details.rows_added < 0
  )
    return false
  if (
    typeof details.row_count !== 'number' ||
    !Number.isSafeInteger(details.row_count) ||
    details.row_count < 0
  )
    return false
  for (const key in details)
    if (
      key !== 'operation_id' &&
      key !== 'table_id' &&
      key !== 'sheet_id' &&
      key !== 'source' &&
      key !== 'file_name' &&
      key !== 'rows_added' &&
      key !== 'row_count'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictTableSheetCreatedFromFileFailed(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string' || details.operation_id === '') return false
  if (typeof details.table_id !== 'string' || details.table_id === '') return false
  if (typeof details.sheet_id !== 'string' || details.sheet_id === '') return false
  if (typeof details.source !== 'string' || details.source !== 'file') return false
  if (typeof details.file_name !== 'string' || details.file_name === '') return false
  if (typeof details.error_message !== 'string') return false
  for (const key in details)
    if (
      key !== 'operation_id' &&
      key !== 'table_id' &&
      key !== 'sheet_id' &&
      key !== 'source' &&
      key !== 'file_name' &&
      key !== 'error_message'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictTableSheetCreatedFromRequestHistory(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string' || details.operation_id === '') return false
  if (typeof details.table_id !== 'string' || details.table_id === '') return false
  if (typeof details.sheet_id !== 'string' || details.sheet_id === '') return false
  if (typeof details.source !== 'string' || details.source !== 'request_logs') return false
  if (
    typeof details.rows_added !== 'number' ||
    !Number.isSafeInteger(details.rows_added) ||
    details.rows_added < 0
  )
    return false
  if (
    typeof details.row_count !== 'number' ||
    !Number.isSafeInteger(details.row_count) ||
    details.row_count < 0
  )
    return false
  for (const key in details)
    if (
      key !== 'operation_id' &&
      key !== 'table_id' &&
      key !== 'sheet_id' &&
      key !== 'source' &&
      key !== 'rows_added' &&
      key !== 'row_count'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictTableSheetCreatedFromRequestHistoryFailed(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.operation_id !== 'string' || details.operation_id === '') return false
  if (typeof details.table_id !== 'string' || details.table_id === '') return false
  if (typeof details.sheet_id !== 'string' || details.sheet_id === '') return false
  if (typeof details.source !== 'string' || details.source !== 'request_logs') return false
  if (typeof details.error_message !== 'string') return false
  for (const key in details)
    if (
      key !== 'operation_id' &&
      key !== 'table_id' &&
      key !== 'sheet_id' &&
      key !== 'source' &&
      key !== 'error_message'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
function isStrictSkillCollectionFilesChanged(value: Record<string, unknown>): boolean {
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.skill_collection_id !== 'string' || details.skill_collection_id === '') return false
  if (
    typeof details.source !== 'string' ||
    (details.source !== 'collection_created' &&
      details.source !== 'version_save' &&
      details.source !== 'collection_deleted' &&
      details.source !== 'version_restored')
  )
    return false
  const details_affected_paths = details.affected_paths
  if (!Array.isArray(details_affected_paths)) return false
  for (
    let details_affected_paths_index = 0;
    details_affected_paths_index < details_affected_paths.length;
    details_affected_paths_index++
  ) {
    if (
      typeof details_affected_paths[details_affected_paths_index] !== 'string' ||
      details_affected_paths[details_affected_paths_index] === ''
    )
      return false
  }
  if (
    'version_number' in details &&
    (typeof details.version_number !== 'number' ||
      !Number.isSafeInteger(details.version_number) ||
      details.version_number < 1)
  )
    return false
  for (const key in details)
    if (
      key !== 'skill_collection_id' &&
      key !== 'source' &&
      key !== 'affected_paths' &&
      key !== 'version_number'
    )
      return false
  return hasStrictWebhookEnvelopeFields(value)
}
/**
 * Returns `true` if a value has sound envelope fields, whatever its type.
 * Uses the strict contract, which is for emitters and tests and refuses unknown keys.
 */
export function isStrictWebhookEnvelope(value: unknown): value is WebhookEnvelope {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string') return false
  const details = value.details
  if (!isObject(details)) return false
  return hasStrictWebhookEnvelopeFields(value)
}
const guardsOfStrictWebhookEvent = /* @__PURE__ */ new Map<unknown, typeof isStrictPromptTemplateCreated>([
  ['prompt_template_created', isStrictPromptTemplateCreated],
  ['prompt_template_version_created', isStrictPromptTemplateVersionCreated],
  ['prompt_template_name_changed', isStrictPromptTemplateNameChanged],
  ['prompt_template_deleted', isStrictPromptTemplateDeleted],
  ['prompt_template_label_created', isStrictPromptTemplateLabelCreated],
  ['prompt_template_label_deleted', isStrictPromptTemplateLabelDeleted],
  ['prompt_template_label_moved', isStrictPromptTemplateLabelMoved],
  ['prompt_template_updated', isStrictPromptTemplateUpdated],
  ['prompt_template_label_change_requested', isStrictPromptTemplateLabelChangeRequested],
  ['prompt_template_label_change_approved', isStrictPromptTemplateLabelChangeApproved],
  ['prompt_template_label_change_denied', isStrictPromptTemplateLabelChangeDenied],
  ['agent_run_finished', isStrictAgentRunFinished],
  ['report_finished', isStrictReportFinished],
  ['dataset_version_created_by_file', isStrictDatasetVersionCreatedByFile],
  ['dataset_version_created_by_file_failed', isStrictDatasetVersionCreatedByFileFailed],
  ['dataset_version_created_from_filter_params', isStrictDatasetVersionCreatedFromFilterParams],
  ['table_sheet_created_from_file', isStrictTableSheetCreatedFromFile],
  ['table_sheet_created_from_file_failed', isStrictTableSheetCreatedFromFileFailed],
  ['table_sheet_created_from_request_history', isStrictTableSheetCreatedFromRequestHistory],
  ['table_sheet_created_from_request_history_failed', isStrictTableSheetCreatedFromRequestHistoryFailed],
  ['skill_collection_files_changed', isStrictSkillCollectionFilesChanged],
])
/**
 * Returns `true` if a value is an event of a known type with sound fields. Copies nothing, and never throws
 * for what `JSON.parse` returns.
 * Uses the strict contract, which is for emitters and tests and refuses unknown keys.
 *
 * @example
 * ```ts
 * if (isStrictWebhookEvent(value)) console.log(value.event_type, value.details)
 * ```
 */
export function isStrictWebhookEvent(value: unknown): value is WebhookEvent {
  if (!isObject(value)) return false
  return guardsOfStrictWebhookEvent.get(value.event_type)?.(value) ?? false
}
function explainStrictWebhookEnvelopeFields(value: Record<string, unknown>, issues: EventIssue[]): void {
  explainScalar(issues, value, root$path, 'user_id', integerRules6)
  explainScalar(issues, value, root$path, 'workspace_id', integerRules6)
  explainScalar(issues, value, root$path, 'timestamp', stringRules2)
  if ('user_name' in value) {
    explainScalar(issues, value, root$path, 'user_name', stringRules7)
  }
  if ('user_email' in value) {
    explainScalar(issues, value, root$path, 'user_email', stringRules3)
  }
  reportUnknownKeys(issues, value, root$path, [
    'event_type',
    'details',
    'user_id',
    'workspace_id',
    'timestamp',
    'user_name',
    'user_email',
  ])
}
function explainStrictPromptTemplateCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules5)
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_name',
      'prompt_template_version_number',
      'prompt_template_id',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateVersionCreated(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules8)
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_name',
      'prompt_template_version_number',
      'prompt_template_id',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateNameChanged(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'old_prompt_template_name', stringRules4)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'old_prompt_template_name',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    reportUnknownKeys(issues, details, details$path, ['prompt_template_id', 'prompt_template_name'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules4)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_version_number',
      'prompt_template_label',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules4)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_version_number',
      'prompt_template_label',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelMoved(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules6)
    explainScalar(issues, details, details$path, 'old_prompt_template_version_number', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules4)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_version_number',
      'old_prompt_template_version_number',
      'prompt_template_label',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateUpdated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_version_number', integerRules6)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_version_number',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelChangeRequested(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules4)
    explainScalar(issues, details, details$path, 'change_type', stringRules9)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_label',
      'change_type',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelChangeApproved(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules4)
    explainScalar(issues, details, details$path, 'change_type', stringRules9)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_label',
      'change_type',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelChangeDenied(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'prompt_template_id', integerRules6)
    explainScalar(issues, details, details$path, 'prompt_template_name', stringRules4)
    explainScalar(issues, details, details$path, 'prompt_template_label', stringRules4)
    explainScalar(issues, details, details$path, 'change_type', stringRules9)
    reportUnknownKeys(issues, details, details$path, [
      'prompt_template_id',
      'prompt_template_name',
      'prompt_template_label',
      'change_type',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictAgentRunFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'agent_name', stringRules4)
    explainScalar(issues, details, details$path, 'agent_id', integerRules6)
    explainScalar(issues, details, details$path, 'agent_execution_id', integerRules6)
    reportUnknownKeys(issues, details, details$path, ['agent_name', 'agent_id', 'agent_execution_id'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictReportFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'report_id', integerRules6)
    explainScalar(issues, details, details$path, 'report_name', stringRules4)
    reportUnknownKeys(issues, details, details$path, ['report_id', 'report_name'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictDatasetVersionCreatedByFile(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'dataset_id', integerRules6)
    explainScalar(issues, details, details$path, 'dataset_version_number', integerRules6)
    reportUnknownKeys(issues, details, details$path, ['dataset_id', 'dataset_version_number'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictDatasetVersionCreatedByFileFailed(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    if ('dataset_id' in details) {
      explainScalar(issues, details, details$path, 'dataset_id', integerRules6)
    }
    explainScalar(issues, details, details$path, 'error_message', stringRules)
    reportUnknownKeys(issues, details, details$path, ['dataset_id', 'error_message'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictDatasetVersionCreatedFromFilterParams(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'dataset_id', integerRules6)
    explainScalar(issues, details, details$path, 'rows_added', integerRules10)
    explainScalar(issues, details, details$path, 'dataset_version_number', integerRules6)
    reportUnknownKeys(issues, details, details$path, ['dataset_id', 'rows_added', 'dataset_version_number'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictTableSheetCreatedFromFile(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules4)
    explainScalar(issues, details, details$path, 'table_id', stringRules4)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules4)
    explainScalar(issues, details, details$path, 'source', stringRules11)
    explainScalar(issues, details, details$path, 'file_name', stringRules4)
    explainScalar(issues, details, details$path, 'rows_added', integerRules10)
    explainScalar(issues, details, details$path, 'row_count', integerRules10)
    reportUnknownKeys(issues, details, details$path, [
      'operation_id',
      'table_id',
      'sheet_id',
      'source',
      'file_name',
      'rows_added',
      'row_count',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictTableSheetCreatedFromFileFailed(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules4)
    explainScalar(issues, details, details$path, 'table_id', stringRules4)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules4)
    explainScalar(issues, details, details$path, 'source', stringRules11)
    explainScalar(issues, details, details$path, 'file_name', stringRules4)
    explainScalar(issues, details, details$path, 'error_message', stringRules)
    reportUnknownKeys(issues, details, details$path, [
      'operation_id',
      'table_id',
      'sheet_id',
      'source',
      'file_name',
      'error_message',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictTableSheetCreatedFromRequestHistory(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules4)
    explainScalar(issues, details, details$path, 'table_id', stringRules4)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules4)
    explainScalar(issues, details, details$path, 'source', stringRules12)
    explainScalar(issues, details, details$path, 'rows_added', integerRules10)
    explainScalar(issues, details, details$path, 'row_count', integerRules10)
    reportUnknownKeys(issues, details, details$path, [
      'operation_id',
      'table_id',
      'sheet_id',
      'source',
      'rows_added',
      'row_count',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictTableSheetCreatedFromRequestHistoryFailed(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'operation_id', stringRules4)
    explainScalar(issues, details, details$path, 'table_id', stringRules4)
    explainScalar(issues, details, details$path, 'sheet_id', stringRules4)
    explainScalar(issues, details, details$path, 'source', stringRules12)
    explainScalar(issues, details, details$path, 'error_message', stringRules)
    reportUnknownKeys(issues, details, details$path, [
      'operation_id',
      'table_id',
      'sheet_id',
      'source',
      'error_message',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictSkillCollectionFilesChanged(
  value: Record<string, unknown>,
  issues: EventIssue[],
): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    const details$path = ['details']
    explainScalar(issues, details, details$path, 'skill_collection_id', stringRules4)
    explainScalar(issues, details, details$path, 'source', stringRules13)
    const details_affected_paths = details.affected_paths
    if (!Array.isArray(details_affected_paths)) {
      report(issues, 'invalid_type', 'an array', details, ['details', 'affected_paths'])
    } else {
      const details_affected_paths$path = ['details', 'affected_paths']
      for (
        let details_affected_paths_index = 0;
        details_affected_paths_index < details_affected_paths.length && issues.length < maxIssues;
        details_affected_paths_index++
      ) {
        explainScalar(
          issues,
          details_affected_paths,
          details_affected_paths$path,
          details_affected_paths_index,
          stringRules4,
        )
      }
    }
    if ('version_number' in details) {
      explainScalar(issues, details, details$path, 'version_number', integerRules6)
    }
    reportUnknownKeys(issues, details, details$path, [
      'skill_collection_id',
      'source',
      'affected_paths',
      'version_number',
    ])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
export function explainStrictWebhookEnvelope(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  explainScalar(issues, value, root$path, 'event_type', stringRules)
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
const explanationsOfStrictWebhookEvent = /* @__PURE__ */ new Map<
  unknown,
  typeof explainStrictPromptTemplateCreated
>([
  ['prompt_template_created', explainStrictPromptTemplateCreated],
  ['prompt_template_version_created', explainStrictPromptTemplateVersionCreated],
  ['prompt_template_name_changed', explainStrictPromptTemplateNameChanged],
  ['prompt_template_deleted', explainStrictPromptTemplateDeleted],
  ['prompt_template_label_created', explainStrictPromptTemplateLabelCreated],
  ['prompt_template_label_deleted', explainStrictPromptTemplateLabelDeleted],
  ['prompt_template_label_moved', explainStrictPromptTemplateLabelMoved],
  ['prompt_template_updated', explainStrictPromptTemplateUpdated],
  ['prompt_template_label_change_requested', explainStrictPromptTemplateLabelChangeRequested],
  ['prompt_template_label_change_approved', explainStrictPromptTemplateLabelChangeApproved],
  ['prompt_template_label_change_denied', explainStrictPromptTemplateLabelChangeDenied],
  ['agent_run_finished', explainStrictAgentRunFinished],
  ['report_finished', explainStrictReportFinished],
  ['dataset_version_created_by_file', explainStrictDatasetVersionCreatedByFile],
  ['dataset_version_created_by_file_failed', explainStrictDatasetVersionCreatedByFileFailed],
  ['dataset_version_created_from_filter_params', explainStrictDatasetVersionCreatedFromFilterParams],
  ['table_sheet_created_from_file', explainStrictTableSheetCreatedFromFile],
  ['table_sheet_created_from_file_failed', explainStrictTableSheetCreatedFromFileFailed],
  ['table_sheet_created_from_request_history', explainStrictTableSheetCreatedFromRequestHistory],
  ['table_sheet_created_from_request_history_failed', explainStrictTableSheetCreatedFromRequestHistoryFailed],
  ['skill_collection_files_changed', explainStrictSkillCollectionFilesChanged],
])
export function explainStrictWebhookEvent(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  return (explanationsOfStrictWebhookEvent.get(value.event_type) ?? explainStrictWebhookEnvelope)(
    value,
    issues,
  )
}
