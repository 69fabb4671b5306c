// Written by `npm run generate`. Do not edit.

import { explainScalar } from '../issue/explain-scalar.js'
import { type EventIssue, maxIssues, report, reportUnknownKeys, reportValue } from '../issue/issue.js'
import type { WebhookEnvelope, WebhookEvent } from './types.js'

const timestampPattern =
  /^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?$/u
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
/**
 * Returns `true` if a value is an event of a known type with sound fields. Never throws, and copies nothing.
 * Uses the tolerant contract, which is for receivers and allows unknown keys.
 *
 * @example
 * ```ts
 * if (isWebhookEvent(value)) console.log(value.event_type, value.details)
 * ```
 */
export function isWebhookEvent(value: unknown): value is WebhookEvent {
  if (!isObject(value)) return false
  switch (value.event_type) {
    case 'prompt_template_created':
      return isPromptTemplateCreated(value)
    case 'prompt_template_version_created':
      return isPromptTemplateVersionCreated(value)
    case 'prompt_template_name_changed':
      return isPromptTemplateNameChanged(value)
    case 'prompt_template_deleted':
      return isPromptTemplateDeleted(value)
    case 'prompt_template_label_created':
      return isPromptTemplateLabelCreated(value)
    case 'prompt_template_label_deleted':
      return isPromptTemplateLabelDeleted(value)
    case 'prompt_template_label_moved':
      return isPromptTemplateLabelMoved(value)
    case 'prompt_template_updated':
      return isPromptTemplateUpdated(value)
    case 'prompt_template_label_change_requested':
      return isPromptTemplateLabelChangeRequested(value)
    case 'prompt_template_label_change_approved':
      return isPromptTemplateLabelChangeApproved(value)
    case 'prompt_template_label_change_denied':
      return isPromptTemplateLabelChangeDenied(value)
    case 'agent_run_finished':
      return isAgentRunFinished(value)
    case 'report_finished':
      return isReportFinished(value)
    case 'dataset_version_created_by_file':
      return isDatasetVersionCreatedByFile(value)
    case 'dataset_version_created_by_file_failed':
      return isDatasetVersionCreatedByFileFailed(value)
    case 'dataset_version_created_from_filter_params':
      return isDatasetVersionCreatedFromFilterParams(value)
    case 'table_sheet_created_from_file':
      return isTableSheetCreatedFromFile(value)
    case 'table_sheet_created_from_file_failed':
      return isTableSheetCreatedFromFileFailed(value)
    case 'table_sheet_created_from_request_history':
      return isTableSheetCreatedFromRequestHistory(value)
    case 'table_sheet_created_from_request_history_failed':
      return isTableSheetCreatedFromRequestHistoryFailed(value)
    case 'skill_collection_files_changed':
      return isSkillCollectionFilesChanged(value)
    default:
      return false
  }
}
function explainWebhookEnvelopeFields(value: Record<string, unknown>, issues: EventIssue[]): void {
  explainScalar(issues, value, ['user_id'], {
    type: 'integer',
    minimum: -9007199254740991,
    maximum: 9007199254740991,
  })
  explainScalar(issues, value, ['workspace_id'], {
    type: 'integer',
    minimum: -9007199254740991,
    maximum: 9007199254740991,
  })
  explainScalar(issues, value, ['timestamp'], {
    type: 'string',
    pattern: timestampPattern,
    example: '2023-12-01T22:05:57.924833',
  })
  if ('user_name' in value) {
    explainScalar(issues, value, ['user_name'], { orNull: true, type: 'string' })
  }
  if ('user_email' in value) {
    explainScalar(issues, value, ['user_email'], { orNull: true, type: 'string' })
  }
}
function explainPromptTemplateCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateVersionCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateNameChanged(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'old_prompt_template_name'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelMoved(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'old_prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateUpdated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
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
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string' })
    explainScalar(issues, details, ['details', 'change_type'], { type: 'string' })
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
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string' })
    explainScalar(issues, details, ['details', 'change_type'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainPromptTemplateLabelChangeDenied(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string' })
    explainScalar(issues, details, ['details', 'change_type'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainAgentRunFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'agent_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'agent_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'agent_execution_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainReportFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'report_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'report_name'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainDatasetVersionCreatedByFile(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'dataset_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'dataset_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
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
    if ('dataset_id' in details) {
      explainScalar(issues, details, ['details', 'dataset_id'], {
        type: 'integer',
        minimum: -9007199254740991,
        maximum: 9007199254740991,
      })
    }
    explainScalar(issues, details, ['details', 'error_message'], { type: 'string' })
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
    explainScalar(issues, details, ['details', 'dataset_id'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'rows_added'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'dataset_version_number'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainTableSheetCreatedFromFile(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'source'], { type: 'string' })
    explainScalar(issues, details, ['details', 'file_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'rows_added'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'row_count'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainTableSheetCreatedFromFileFailed(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'source'], { type: 'string' })
    explainScalar(issues, details, ['details', 'file_name'], { type: 'string' })
    explainScalar(issues, details, ['details', 'error_message'], { type: 'string' })
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
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'source'], { type: 'string' })
    explainScalar(issues, details, ['details', 'rows_added'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'row_count'], {
      type: 'integer',
      minimum: -9007199254740991,
      maximum: 9007199254740991,
    })
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
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'source'], { type: 'string' })
    explainScalar(issues, details, ['details', 'error_message'], { type: 'string' })
  }
  return explainWebhookEnvelopeFields(value, issues)
}
function explainSkillCollectionFilesChanged(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'skill_collection_id'], { type: 'string' })
    explainScalar(issues, details, ['details', 'source'], { type: 'string' })
    const details_affected_paths = details.affected_paths
    if (!Array.isArray(details_affected_paths)) {
      report(issues, 'invalid_type', 'an array', details, ['details', 'affected_paths'])
    } else {
      for (
        let details_affected_paths_index = 0;
        details_affected_paths_index < details_affected_paths.length && issues.length < maxIssues;
        details_affected_paths_index++
      ) {
        explainScalar(
          issues,
          details_affected_paths,
          ['details', 'affected_paths', details_affected_paths_index],
          { type: 'string' },
        )
      }
    }
    if ('version_number' in details) {
      explainScalar(issues, details, ['details', 'version_number'], {
        type: 'integer',
        minimum: -9007199254740991,
        maximum: 9007199254740991,
      })
    }
  }
  return explainWebhookEnvelopeFields(value, issues)
}
export function explainWebhookEnvelope(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  explainScalar(issues, value, ['event_type'], { type: 'string' })
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  }
  return explainWebhookEnvelopeFields(value, issues)
}
export function explainWebhookEvent(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  switch (value.event_type) {
    case 'prompt_template_created':
      return explainPromptTemplateCreated(value, issues)
    case 'prompt_template_version_created':
      return explainPromptTemplateVersionCreated(value, issues)
    case 'prompt_template_name_changed':
      return explainPromptTemplateNameChanged(value, issues)
    case 'prompt_template_deleted':
      return explainPromptTemplateDeleted(value, issues)
    case 'prompt_template_label_created':
      return explainPromptTemplateLabelCreated(value, issues)
    case 'prompt_template_label_deleted':
      return explainPromptTemplateLabelDeleted(value, issues)
    case 'prompt_template_label_moved':
      return explainPromptTemplateLabelMoved(value, issues)
    case 'prompt_template_updated':
      return explainPromptTemplateUpdated(value, issues)
    case 'prompt_template_label_change_requested':
      return explainPromptTemplateLabelChangeRequested(value, issues)
    case 'prompt_template_label_change_approved':
      return explainPromptTemplateLabelChangeApproved(value, issues)
    case 'prompt_template_label_change_denied':
      return explainPromptTemplateLabelChangeDenied(value, issues)
    case 'agent_run_finished':
      return explainAgentRunFinished(value, issues)
    case 'report_finished':
      return explainReportFinished(value, issues)
    case 'dataset_version_created_by_file':
      return explainDatasetVersionCreatedByFile(value, issues)
    case 'dataset_version_created_by_file_failed':
      return explainDatasetVersionCreatedByFileFailed(value, issues)
    case 'dataset_version_created_from_filter_params':
      return explainDatasetVersionCreatedFromFilterParams(value, issues)
    case 'table_sheet_created_from_file':
      return explainTableSheetCreatedFromFile(value, issues)
    case 'table_sheet_created_from_file_failed':
      return explainTableSheetCreatedFromFileFailed(value, issues)
    case 'table_sheet_created_from_request_history':
      return explainTableSheetCreatedFromRequestHistory(value, issues)
    case 'table_sheet_created_from_request_history_failed':
      return explainTableSheetCreatedFromRequestHistoryFailed(value, issues)
    case 'skill_collection_files_changed':
      return explainSkillCollectionFilesChanged(value, issues)
    default:
      return explainWebhookEnvelope(value, issues)
  }
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
/**
 * Returns `true` if a value is an event of a known type with sound fields. Never throws, and copies nothing.
 * Uses the strict contract, which is for emitters and tests and refuses unknown keys.
 *
 * @example
 * ```ts
 * if (isStrictWebhookEvent(value)) console.log(value.event_type, value.details)
 * ```
 */
export function isStrictWebhookEvent(value: unknown): value is WebhookEvent {
  if (!isObject(value)) return false
  switch (value.event_type) {
    case 'prompt_template_created':
      return isStrictPromptTemplateCreated(value)
    case 'prompt_template_version_created':
      return isStrictPromptTemplateVersionCreated(value)
    case 'prompt_template_name_changed':
      return isStrictPromptTemplateNameChanged(value)
    case 'prompt_template_deleted':
      return isStrictPromptTemplateDeleted(value)
    case 'prompt_template_label_created':
      return isStrictPromptTemplateLabelCreated(value)
    case 'prompt_template_label_deleted':
      return isStrictPromptTemplateLabelDeleted(value)
    case 'prompt_template_label_moved':
      return isStrictPromptTemplateLabelMoved(value)
    case 'prompt_template_updated':
      return isStrictPromptTemplateUpdated(value)
    case 'prompt_template_label_change_requested':
      return isStrictPromptTemplateLabelChangeRequested(value)
    case 'prompt_template_label_change_approved':
      return isStrictPromptTemplateLabelChangeApproved(value)
    case 'prompt_template_label_change_denied':
      return isStrictPromptTemplateLabelChangeDenied(value)
    case 'agent_run_finished':
      return isStrictAgentRunFinished(value)
    case 'report_finished':
      return isStrictReportFinished(value)
    case 'dataset_version_created_by_file':
      return isStrictDatasetVersionCreatedByFile(value)
    case 'dataset_version_created_by_file_failed':
      return isStrictDatasetVersionCreatedByFileFailed(value)
    case 'dataset_version_created_from_filter_params':
      return isStrictDatasetVersionCreatedFromFilterParams(value)
    case 'table_sheet_created_from_file':
      return isStrictTableSheetCreatedFromFile(value)
    case 'table_sheet_created_from_file_failed':
      return isStrictTableSheetCreatedFromFileFailed(value)
    case 'table_sheet_created_from_request_history':
      return isStrictTableSheetCreatedFromRequestHistory(value)
    case 'table_sheet_created_from_request_history_failed':
      return isStrictTableSheetCreatedFromRequestHistoryFailed(value)
    case 'skill_collection_files_changed':
      return isStrictSkillCollectionFilesChanged(value)
    default:
      return false
  }
}
function explainStrictWebhookEnvelopeFields(value: Record<string, unknown>, issues: EventIssue[]): void {
  explainScalar(issues, value, ['user_id'], { type: 'integer', minimum: 1, maximum: 9007199254740991 })
  explainScalar(issues, value, ['workspace_id'], { type: 'integer', minimum: 1, maximum: 9007199254740991 })
  explainScalar(issues, value, ['timestamp'], {
    type: 'string',
    pattern: timestampPattern,
    example: '2023-12-01T22:05:57.924833',
  })
  if ('user_name' in value) {
    explainScalar(issues, value, ['user_name'], { orNull: true, type: 'string', minLength: 1 })
  }
  if ('user_email' in value) {
    explainScalar(issues, value, ['user_email'], { orNull: true, type: 'string' })
  }
  reportUnknownKeys(
    issues,
    value,
    [],
    ['event_type', 'details', 'user_id', 'workspace_id', 'timestamp', 'user_name', 'user_email'],
  )
}
function explainStrictPromptTemplateCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 1,
    })
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_name', 'prompt_template_version_number', 'prompt_template_id'],
    )
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
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: 2,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_name', 'prompt_template_version_number', 'prompt_template_id'],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateNameChanged(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'old_prompt_template_name'], { type: 'string', minLength: 1 })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_id', 'prompt_template_name', 'old_prompt_template_name'],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    reportUnknownKeys(issues, details, ['details'], ['prompt_template_id', 'prompt_template_name'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelCreated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string', minLength: 1 })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'prompt_template_label',
      ],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelDeleted(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string', minLength: 1 })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'prompt_template_label',
      ],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateLabelMoved(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'old_prompt_template_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string', minLength: 1 })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'old_prompt_template_version_number',
        'prompt_template_label',
      ],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictPromptTemplateUpdated(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_id', 'prompt_template_name', 'prompt_template_version_number'],
    )
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
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'change_type'], { type: 'string', enum: ['move', 'deletion'] })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
    )
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
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'change_type'], { type: 'string', enum: ['move', 'deletion'] })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
    )
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
    explainScalar(issues, details, ['details', 'prompt_template_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'prompt_template_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'prompt_template_label'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'change_type'], { type: 'string', enum: ['move', 'deletion'] })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictAgentRunFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'agent_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'agent_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'agent_execution_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(issues, details, ['details'], ['agent_name', 'agent_id', 'agent_execution_id'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictReportFinished(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'report_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'report_name'], { type: 'string', minLength: 1 })
    reportUnknownKeys(issues, details, ['details'], ['report_id', 'report_name'])
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
    explainScalar(issues, details, ['details', 'dataset_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'dataset_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(issues, details, ['details'], ['dataset_id', 'dataset_version_number'])
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
    if ('dataset_id' in details) {
      explainScalar(issues, details, ['details', 'dataset_id'], {
        type: 'integer',
        minimum: 1,
        maximum: 9007199254740991,
      })
    }
    explainScalar(issues, details, ['details', 'error_message'], { type: 'string' })
    reportUnknownKeys(issues, details, ['details'], ['dataset_id', 'error_message'])
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
    explainScalar(issues, details, ['details', 'dataset_id'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'rows_added'], {
      type: 'integer',
      minimum: 0,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'dataset_version_number'], {
      type: 'integer',
      minimum: 1,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(issues, details, ['details'], ['dataset_id', 'rows_added', 'dataset_version_number'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
function explainStrictTableSheetCreatedFromFile(value: Record<string, unknown>, issues: EventIssue[]): void {
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  } else {
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'source'], { type: 'string', enum: ['file'] })
    explainScalar(issues, details, ['details', 'file_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'rows_added'], {
      type: 'integer',
      minimum: 0,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'row_count'], {
      type: 'integer',
      minimum: 0,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['operation_id', 'table_id', 'sheet_id', 'source', 'file_name', 'rows_added', 'row_count'],
    )
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
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'source'], { type: 'string', enum: ['file'] })
    explainScalar(issues, details, ['details', 'file_name'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'error_message'], { type: 'string' })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['operation_id', 'table_id', 'sheet_id', 'source', 'file_name', 'error_message'],
    )
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
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'source'], { type: 'string', enum: ['request_logs'] })
    explainScalar(issues, details, ['details', 'rows_added'], {
      type: 'integer',
      minimum: 0,
      maximum: 9007199254740991,
    })
    explainScalar(issues, details, ['details', 'row_count'], {
      type: 'integer',
      minimum: 0,
      maximum: 9007199254740991,
    })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['operation_id', 'table_id', 'sheet_id', 'source', 'rows_added', 'row_count'],
    )
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
    explainScalar(issues, details, ['details', 'operation_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'table_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'sheet_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'source'], { type: 'string', enum: ['request_logs'] })
    explainScalar(issues, details, ['details', 'error_message'], { type: 'string' })
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['operation_id', 'table_id', 'sheet_id', 'source', 'error_message'],
    )
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
    explainScalar(issues, details, ['details', 'skill_collection_id'], { type: 'string', minLength: 1 })
    explainScalar(issues, details, ['details', 'source'], {
      type: 'string',
      enum: ['collection_created', 'version_save', 'collection_deleted', 'version_restored'],
    })
    const details_affected_paths = details.affected_paths
    if (!Array.isArray(details_affected_paths)) {
      report(issues, 'invalid_type', 'an array', details, ['details', 'affected_paths'])
    } else {
      for (
        let details_affected_paths_index = 0;
        details_affected_paths_index < details_affected_paths.length && issues.length < maxIssues;
        details_affected_paths_index++
      ) {
        explainScalar(
          issues,
          details_affected_paths,
          ['details', 'affected_paths', details_affected_paths_index],
          { type: 'string', minLength: 1 },
        )
      }
    }
    if ('version_number' in details) {
      explainScalar(issues, details, ['details', 'version_number'], {
        type: 'integer',
        minimum: 1,
        maximum: 9007199254740991,
      })
    }
    reportUnknownKeys(
      issues,
      details,
      ['details'],
      ['skill_collection_id', 'source', 'affected_paths', 'version_number'],
    )
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
export function explainStrictWebhookEnvelope(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  explainScalar(issues, value, ['event_type'], { type: 'string' })
  const details = value.details
  if (!isObject(details)) {
    report(issues, 'invalid_type', 'an object', value, ['details'])
  }
  return explainStrictWebhookEnvelopeFields(value, issues)
}
export function explainStrictWebhookEvent(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) return reportValue(issues, 'invalid_type', 'an object', value, [])
  switch (value.event_type) {
    case 'prompt_template_created':
      return explainStrictPromptTemplateCreated(value, issues)
    case 'prompt_template_version_created':
      return explainStrictPromptTemplateVersionCreated(value, issues)
    case 'prompt_template_name_changed':
      return explainStrictPromptTemplateNameChanged(value, issues)
    case 'prompt_template_deleted':
      return explainStrictPromptTemplateDeleted(value, issues)
    case 'prompt_template_label_created':
      return explainStrictPromptTemplateLabelCreated(value, issues)
    case 'prompt_template_label_deleted':
      return explainStrictPromptTemplateLabelDeleted(value, issues)
    case 'prompt_template_label_moved':
      return explainStrictPromptTemplateLabelMoved(value, issues)
    case 'prompt_template_updated':
      return explainStrictPromptTemplateUpdated(value, issues)
    case 'prompt_template_label_change_requested':
      return explainStrictPromptTemplateLabelChangeRequested(value, issues)
    case 'prompt_template_label_change_approved':
      return explainStrictPromptTemplateLabelChangeApproved(value, issues)
    case 'prompt_template_label_change_denied':
      return explainStrictPromptTemplateLabelChangeDenied(value, issues)
    case 'agent_run_finished':
      return explainStrictAgentRunFinished(value, issues)
    case 'report_finished':
      return explainStrictReportFinished(value, issues)
    case 'dataset_version_created_by_file':
      return explainStrictDatasetVersionCreatedByFile(value, issues)
    case 'dataset_version_created_by_file_failed':
      return explainStrictDatasetVersionCreatedByFileFailed(value, issues)
    case 'dataset_version_created_from_filter_params':
      return explainStrictDatasetVersionCreatedFromFilterParams(value, issues)
    case 'table_sheet_created_from_file':
      return explainStrictTableSheetCreatedFromFile(value, issues)
    case 'table_sheet_created_from_file_failed':
      return explainStrictTableSheetCreatedFromFileFailed(value, issues)
    case 'table_sheet_created_from_request_history':
      return explainStrictTableSheetCreatedFromRequestHistory(value, issues)
    case 'table_sheet_created_from_request_history_failed':
      return explainStrictTableSheetCreatedFromRequestHistoryFailed(value, issues)
    case 'skill_collection_files_changed':
      return explainStrictSkillCollectionFilesChanged(value, issues)
    default:
      return explainStrictWebhookEnvelope(value, issues)
  }
}
