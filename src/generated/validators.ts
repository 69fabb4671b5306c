// Written by `npm run generate`. Do not edit.

import { explainScalar } from '../issue/explain-scalar.js'
import { type EventIssue, report, reportUnknownKey, reportValue } from '../issue/issue.js'
import type { UnknownWebhookEvent, WebhookEvent } from './types.js'

const timestampPattern =
  /^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?$/u
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
function isPromptTemplateCreated(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_created') return false
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateCreated(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_created'] })
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
}
function isPromptTemplateVersionCreated(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_version_created')
    return false
  const details = value.details
  if (!isObject(details)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateVersionCreated(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], {
      type: 'string',
      enum: ['prompt_template_version_created'],
    })
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
}
function isPromptTemplateNameChanged(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_name_changed')
    return false
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (typeof details.old_prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateNameChanged(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_name_changed'] })
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
}
function isPromptTemplateDeleted(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_deleted') return false
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateDeleted(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_deleted'] })
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
}
function isPromptTemplateLabelCreated(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_label_created')
    return false
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (typeof details.prompt_template_label !== 'string') return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateLabelCreated(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_label_created'] })
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
}
function isPromptTemplateLabelDeleted(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_label_deleted')
    return false
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (typeof details.prompt_template_label !== 'string') return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateLabelDeleted(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_label_deleted'] })
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
}
function isPromptTemplateLabelMoved(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_label_moved') return false
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(details.prompt_template_id)) return false
  if (typeof details.prompt_template_name !== 'string') return false
  if (!Number.isSafeInteger(details.prompt_template_version_number)) return false
  if (!Number.isSafeInteger(details.old_prompt_template_version_number)) return false
  if (typeof details.prompt_template_label !== 'string') return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
function explainPromptTemplateLabelMoved(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_label_moved'] })
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
}
/** Whether a value is, by the tolerant contract: Any event of the contract; `event_type` tells which. Never throws, copies nothing. */
export function isWebhookEvent(value: unknown): value is WebhookEvent {
  switch (isObject(value) ? value.event_type : undefined) {
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
export function explainWebhookEvent(value: unknown, issues: EventIssue[]): void {
  switch (isObject(value) ? value.event_type : undefined) {
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
/** Whether a value is, by the tolerant contract: What every event has in common, whatever its type: known, or added later. Never throws, copies nothing. */
export function isWebhookEnvelope(value: unknown): value is UnknownWebhookEvent {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string') return false
  const details = value.details
  if (!isObject(details)) return false
  if (!Number.isSafeInteger(value.user_id)) return false
  if (!Number.isSafeInteger(value.workspace_id)) return false
  if (typeof value.timestamp !== 'string' || !timestampPattern.test(value.timestamp)) return false
  if ('user_name' in value && value.user_name !== null && typeof value.user_name !== 'string') return false
  if ('user_email' in value && value.user_email !== null && typeof value.user_email !== 'string') return false
  return true
}
export function explainWebhookEnvelope(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string' })
    const details = value.details
    if (!isObject(details)) {
      report(issues, 'invalid_type', 'an object', value, ['details'])
    }
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
}
function isStrictPromptTemplateCreated(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_created') return false
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
function explainStrictPromptTemplateCreated(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_created'] })
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
      for (const key in details)
        if (
          key !== 'prompt_template_name' &&
          key !== 'prompt_template_version_number' &&
          key !== 'prompt_template_id'
        )
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
function isStrictPromptTemplateVersionCreated(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_version_created')
    return false
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
function explainStrictPromptTemplateVersionCreated(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], {
      type: 'string',
      enum: ['prompt_template_version_created'],
    })
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
      for (const key in details)
        if (
          key !== 'prompt_template_name' &&
          key !== 'prompt_template_version_number' &&
          key !== 'prompt_template_id'
        )
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
function isStrictPromptTemplateNameChanged(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_name_changed')
    return false
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
function explainStrictPromptTemplateNameChanged(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_name_changed'] })
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
      explainScalar(issues, details, ['details', 'old_prompt_template_name'], {
        type: 'string',
        minLength: 1,
      })
      for (const key in details)
        if (
          key !== 'prompt_template_id' &&
          key !== 'prompt_template_name' &&
          key !== 'old_prompt_template_name'
        )
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
function isStrictPromptTemplateDeleted(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_deleted') return false
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
function explainStrictPromptTemplateDeleted(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_deleted'] })
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
      for (const key in details)
        if (key !== 'prompt_template_id' && key !== 'prompt_template_name')
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
function isStrictPromptTemplateLabelCreated(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_label_created')
    return false
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
function explainStrictPromptTemplateLabelCreated(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_label_created'] })
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
      for (const key in details)
        if (
          key !== 'prompt_template_id' &&
          key !== 'prompt_template_name' &&
          key !== 'prompt_template_version_number' &&
          key !== 'prompt_template_label'
        )
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
function isStrictPromptTemplateLabelDeleted(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_label_deleted')
    return false
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
function explainStrictPromptTemplateLabelDeleted(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_label_deleted'] })
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
      for (const key in details)
        if (
          key !== 'prompt_template_id' &&
          key !== 'prompt_template_name' &&
          key !== 'prompt_template_version_number' &&
          key !== 'prompt_template_label'
        )
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
function isStrictPromptTemplateLabelMoved(value: unknown): boolean {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string' || value.event_type !== 'prompt_template_label_moved') return false
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
function explainStrictPromptTemplateLabelMoved(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string', enum: ['prompt_template_label_moved'] })
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
      for (const key in details)
        if (
          key !== 'prompt_template_id' &&
          key !== 'prompt_template_name' &&
          key !== 'prompt_template_version_number' &&
          key !== 'old_prompt_template_version_number' &&
          key !== 'prompt_template_label'
        )
          reportUnknownKey(issues, ['details', key])
    }
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
        reportUnknownKey(issues, [key])
  }
}
/** Whether a value is, by the strict contract: Any event of the contract; `event_type` tells which. Never throws, copies nothing. */
export function isStrictWebhookEvent(value: unknown): value is WebhookEvent {
  switch (isObject(value) ? value.event_type : undefined) {
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
export function explainStrictWebhookEvent(value: unknown, issues: EventIssue[]): void {
  switch (isObject(value) ? value.event_type : undefined) {
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
/** Whether a value is, by the strict contract: What every event has in common, whatever its type: known, or added later. Never throws, copies nothing. */
export function isStrictWebhookEnvelope(value: unknown): value is UnknownWebhookEvent {
  if (!isObject(value)) return false
  if (typeof value.event_type !== 'string') return false
  const details = value.details
  if (!isObject(details)) return false
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
export function explainStrictWebhookEnvelope(value: unknown, issues: EventIssue[]): void {
  if (!isObject(value)) {
    reportValue(issues, 'invalid_type', 'an object', value, [])
  } else {
    explainScalar(issues, value, ['event_type'], { type: 'string' })
    const details = value.details
    if (!isObject(details)) {
      report(issues, 'invalid_type', 'an object', value, ['details'])
    }
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
        reportUnknownKey(issues, [key])
  }
}
