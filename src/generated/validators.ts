// Written by `npm run generate`. Do not edit.

import { explainScalar } from '../issue/explain-scalar.js'
import { type EventIssue, report, reportUnknownKeys, reportValue } from '../issue/issue.js'
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
    default:
      return explainStrictWebhookEnvelope(value, issues)
  }
}
