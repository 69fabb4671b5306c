// Written by `npm run generate`. Do not edit.

import type { WebhookEventFamily, WebhookEventFamilyMap, WebhookEventMap, WebhookEventType } from './types.js'

/**
 * Every event type of the contract.
 *
 * @example
 * ```ts
 * for (const type of webhookEventTypes) console.log(type)
 * ```
 */
export const webhookEventTypes: readonly WebhookEventType[] = [
  'prompt_template_created',
  'prompt_template_version_created',
  'prompt_template_name_changed',
  'prompt_template_deleted',
  'prompt_template_label_created',
  'prompt_template_label_deleted',
  'prompt_template_label_moved',
  'prompt_template_updated',
  'prompt_template_label_change_requested',
  'prompt_template_label_change_approved',
  'prompt_template_label_change_denied',
  'agent_run_finished',
  'report_finished',
  'dataset_version_created_by_file',
  'dataset_version_created_by_file_failed',
  'dataset_version_created_from_filter_params',
  'table_sheet_created_from_file',
  'table_sheet_created_from_file_failed',
  'table_sheet_created_from_request_history',
  'table_sheet_created_from_request_history_failed',
  'skill_collection_files_changed',
]

/** The event types of each family. */
export const familyTypes: {
  readonly [Family in WebhookEventFamily]: readonly WebhookEventFamilyMap[Family]['event_type'][]
} = {
  prompt_template: [
    'prompt_template_created',
    'prompt_template_version_created',
    'prompt_template_name_changed',
    'prompt_template_deleted',
    'prompt_template_label_created',
    'prompt_template_label_deleted',
    'prompt_template_label_moved',
    'prompt_template_updated',
    'prompt_template_label_change_requested',
    'prompt_template_label_change_approved',
    'prompt_template_label_change_denied',
  ],
  agent: ['agent_run_finished'],
  report: ['report_finished'],
  dataset: [
    'dataset_version_created_by_file',
    'dataset_version_created_by_file_failed',
    'dataset_version_created_from_filter_params',
  ],
  table: [
    'table_sheet_created_from_file',
    'table_sheet_created_from_file_failed',
    'table_sheet_created_from_request_history',
    'table_sheet_created_from_request_history_failed',
  ],
  skill_collection: ['skill_collection_files_changed'],
}

/**
 * Which cached reads of a prompt template an event makes stale: `every` read, the read of its `version`
 * and of the latest version, the read of its `label`, or `none`.
 */
export type StaleReads = 'every' | 'version' | 'label' | 'none'

/** The cached reads that each event type makes stale. */
export const staleReads: { readonly [Type in WebhookEventType]: StaleReads } = {
  prompt_template_created: 'every',
  prompt_template_version_created: 'version',
  prompt_template_name_changed: 'every',
  prompt_template_deleted: 'every',
  prompt_template_label_created: 'label',
  prompt_template_label_deleted: 'label',
  prompt_template_label_moved: 'label',
  prompt_template_updated: 'every',
  prompt_template_label_change_requested: 'none',
  prompt_template_label_change_approved: 'label',
  prompt_template_label_change_denied: 'none',
  agent_run_finished: 'none',
  report_finished: 'none',
  dataset_version_created_by_file: 'none',
  dataset_version_created_by_file_failed: 'none',
  dataset_version_created_from_filter_params: 'none',
  table_sheet_created_from_file: 'none',
  table_sheet_created_from_file_failed: 'none',
  table_sheet_created_from_request_history: 'none',
  table_sheet_created_from_request_history_failed: 'none',
  skill_collection_files_changed: 'none',
}

/** The `$id` of the schema of each event type. */
export const schemaIds: { readonly [Type in WebhookEventType]: string } = {
  prompt_template_created: 'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateCreated.json',
  prompt_template_version_created:
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateVersionCreated.json',
  prompt_template_name_changed: 'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateNameChanged.json',
  prompt_template_deleted: 'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateDeleted.json',
  prompt_template_label_created:
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelCreated.json',
  prompt_template_label_deleted:
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelDeleted.json',
  prompt_template_label_moved: 'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelMoved.json',
  prompt_template_updated: 'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateUpdated.json',
  prompt_template_label_change_requested:
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelChangeRequested.json',
  prompt_template_label_change_approved:
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelChangeApproved.json',
  prompt_template_label_change_denied:
    'https://unpkg.com/prompt-webhooks/schemas/v1/PromptTemplateLabelChangeDenied.json',
  agent_run_finished: 'https://unpkg.com/prompt-webhooks/schemas/v1/AgentRunFinished.json',
  report_finished: 'https://unpkg.com/prompt-webhooks/schemas/v1/ReportFinished.json',
  dataset_version_created_by_file:
    'https://unpkg.com/prompt-webhooks/schemas/v1/DatasetVersionCreatedByFile.json',
  dataset_version_created_by_file_failed:
    'https://unpkg.com/prompt-webhooks/schemas/v1/DatasetVersionCreatedByFileFailed.json',
  dataset_version_created_from_filter_params:
    'https://unpkg.com/prompt-webhooks/schemas/v1/DatasetVersionCreatedFromFilterParams.json',
  table_sheet_created_from_file:
    'https://unpkg.com/prompt-webhooks/schemas/v1/TableSheetCreatedFromFile.json',
  table_sheet_created_from_file_failed:
    'https://unpkg.com/prompt-webhooks/schemas/v1/TableSheetCreatedFromFileFailed.json',
  table_sheet_created_from_request_history:
    'https://unpkg.com/prompt-webhooks/schemas/v1/TableSheetCreatedFromRequestHistory.json',
  table_sheet_created_from_request_history_failed:
    'https://unpkg.com/prompt-webhooks/schemas/v1/TableSheetCreatedFromRequestHistoryFailed.json',
  skill_collection_files_changed:
    'https://unpkg.com/prompt-webhooks/schemas/v1/SkillCollectionFilesChanged.json',
}

/** The `$id` of the schema for an event of any other type. */
export const envelopeSchemaId = 'https://unpkg.com/prompt-webhooks/schemas/v1/WebhookEnvelope.json'

/** A field of `details`. */
export interface CatalogField {
  /** The key of the field. Inside another field: the keys that lead to it. */
  readonly name: string
  /** The type in words. */
  readonly type: string
  /** In words: what the strict contract demands in addition. Empty if nothing. */
  readonly strict: string
  /** Whether every event of the type has the field. */
  readonly required: boolean
  /** One line: what the field holds. */
  readonly description: string
}

/** The facts about an event type. */
export interface CatalogEntry<Type extends WebhookEventType = WebhookEventType> {
  /** The value of `event_type`. */
  readonly type: Type
  /** The name of the event's TypeScript type and of its schema file. */
  readonly typeName: string
  /** One line: when the event is sent. */
  readonly description: string
  /** An example payload, in the sender's form. */
  readonly example: WebhookEventMap[Type]
  /** The fields of `details`. */
  readonly details: readonly CatalogField[]
}

/** An example payload of each event type, in the sender's form. */
export const examples: WebhookEventMap = {
  prompt_template_created: {
    event_type: 'prompt_template_created',
    details: {
      prompt_template_name: 'New template name',
      prompt_template_version_number: 1,
      prompt_template_id: 15,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T22:06:35.653720',
  },
  prompt_template_version_created: {
    event_type: 'prompt_template_version_created',
    details: {
      prompt_template_name: 'New template name',
      prompt_template_version_number: 2,
      prompt_template_id: 15,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T22:07:02.243636',
  },
  prompt_template_name_changed: {
    event_type: 'prompt_template_name_changed',
    details: {
      prompt_template_id: 14,
      prompt_template_name: 'New name',
      old_prompt_template_name: 'Old name',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T21:59:11.619862',
  },
  prompt_template_deleted: {
    event_type: 'prompt_template_deleted',
    details: {
      prompt_template_id: 8,
      prompt_template_name: '2',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T22:03:59.826147',
  },
  prompt_template_label_created: {
    event_type: 'prompt_template_label_created',
    details: {
      prompt_template_id: 11,
      prompt_template_name: 'Hello',
      prompt_template_version_number: 1,
      prompt_template_label: 'prod',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T22:04:43.323784',
  },
  prompt_template_label_deleted: {
    event_type: 'prompt_template_label_deleted',
    details: {
      prompt_template_id: 11,
      prompt_template_name: 'Hello',
      prompt_template_version_number: 1,
      prompt_template_label: 'prod',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T22:05:14.752975',
  },
  prompt_template_label_moved: {
    event_type: 'prompt_template_label_moved',
    details: {
      prompt_template_id: 12,
      prompt_template_name: 'Hello',
      prompt_template_version_number: 9,
      old_prompt_template_version_number: 8,
      prompt_template_label: 'prod',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2023-12-01T22:05:57.924833',
  },
  prompt_template_updated: {
    event_type: 'prompt_template_updated',
    details: {
      prompt_template_id: 12,
      prompt_template_name: 'Hello',
      prompt_template_version_number: 9,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T09:28:40.115203',
  },
  prompt_template_label_change_requested: {
    event_type: 'prompt_template_label_change_requested',
    details: {
      prompt_template_id: 12,
      prompt_template_name: 'Hello',
      prompt_template_label: 'prod',
      change_type: 'move',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T09:30:12.481516',
  },
  prompt_template_label_change_approved: {
    event_type: 'prompt_template_label_change_approved',
    details: {
      prompt_template_id: 12,
      prompt_template_name: 'Hello',
      prompt_template_label: 'prod',
      change_type: 'move',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T09:30:12.481516',
  },
  prompt_template_label_change_denied: {
    event_type: 'prompt_template_label_change_denied',
    details: {
      prompt_template_id: 12,
      prompt_template_name: 'Hello',
      prompt_template_label: 'prod',
      change_type: 'move',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T09:30:12.481516',
  },
  agent_run_finished: {
    event_type: 'agent_run_finished',
    details: {
      agent_name: 'Support triage',
      agent_id: 31,
      agent_execution_id: 4207,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T10:02:33.708154',
  },
  report_finished: {
    event_type: 'report_finished',
    details: {
      report_id: 77,
      report_name: 'Nightly evaluation',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T10:05:01.220019',
  },
  dataset_version_created_by_file: {
    event_type: 'dataset_version_created_by_file',
    details: {
      dataset_id: 52,
      dataset_version_number: 3,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T11:14:09.530917',
  },
  dataset_version_created_by_file_failed: {
    event_type: 'dataset_version_created_by_file_failed',
    details: {
      dataset_id: 52,
      error_message: 'Row 14 has more columns than the header.',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T11:16:45.002318',
  },
  dataset_version_created_from_filter_params: {
    event_type: 'dataset_version_created_from_filter_params',
    details: {
      dataset_id: 52,
      rows_added: 250,
      dataset_version_number: 4,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T11:20:30.644870',
  },
  table_sheet_created_from_file: {
    event_type: 'table_sheet_created_from_file',
    details: {
      operation_id: 'op_8f2c1d',
      table_id: 'tbl_41a7e0',
      sheet_id: 'sht_0b93c5',
      source: 'file',
      file_name: 'questions.csv',
      rows_added: 120,
      row_count: 120,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T12:00:10.310642',
  },
  table_sheet_created_from_file_failed: {
    event_type: 'table_sheet_created_from_file_failed',
    details: {
      operation_id: 'op_8f2c1d',
      table_id: 'tbl_41a7e0',
      sheet_id: 'sht_0b93c5',
      source: 'file',
      file_name: 'questions.csv',
      error_message: 'The file is not UTF-8.',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T12:01:55.918023',
  },
  table_sheet_created_from_request_history: {
    event_type: 'table_sheet_created_from_request_history',
    details: {
      operation_id: 'op_8f2c1d',
      table_id: 'tbl_41a7e0',
      sheet_id: 'sht_0b93c5',
      source: 'request_logs',
      rows_added: 80,
      row_count: 200,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T12:04:27.453301',
  },
  table_sheet_created_from_request_history_failed: {
    event_type: 'table_sheet_created_from_request_history_failed',
    details: {
      operation_id: 'op_8f2c1d',
      table_id: 'tbl_41a7e0',
      sheet_id: 'sht_0b93c5',
      source: 'request_logs',
      error_message: 'The filter matches no request.',
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T12:06:02.087716',
  },
  skill_collection_files_changed: {
    event_type: 'skill_collection_files_changed',
    details: {
      skill_collection_id: 'support-skills',
      source: 'version_save',
      affected_paths: ['refunds/SKILL.md', 'refunds/policy.md'],
      version_number: 6,
    },
    user_id: 1,
    workspace_id: 1,
    timestamp: '2026-08-21T13:40:18.267905',
  },
}

// A pure call, so that a bundler can leave it out: reading a member of `examples` might have an effect.
/** The facts about each event type. */
export const catalog: { readonly [Type in WebhookEventType]: CatalogEntry<Type> } = /* @__PURE__ */ (() => ({
  prompt_template_created: {
    type: 'prompt_template_created',
    typeName: 'PromptTemplateCreated',
    description: 'A prompt template is created, together with its first version.',
    example: examples.prompt_template_created,
    details: [
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        strict: 'exactly 1',
        required: true,
        description: 'The first version: always 1.',
      },
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
    ],
  },
  prompt_template_version_created: {
    type: 'prompt_template_version_created',
    typeName: 'PromptTemplateVersionCreated',
    description:
      'A prompt template gets a new version. The first version sends only `prompt_template_created`.',
    example: examples.prompt_template_version_created,
    details: [
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        strict: 'at least 2',
        required: true,
        description: 'The new version: 2 or later.',
      },
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
    ],
  },
  prompt_template_name_changed: {
    type: 'prompt_template_name_changed',
    typeName: 'PromptTemplateNameChanged',
    description: 'A prompt template is renamed.',
    example: examples.prompt_template_name_changed,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The new name.',
      },
      {
        name: 'old_prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The previous name.',
      },
    ],
  },
  prompt_template_deleted: {
    type: 'prompt_template_deleted',
    typeName: 'PromptTemplateDeleted',
    description: 'A prompt template is deleted.',
    example: examples.prompt_template_deleted,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
    ],
  },
  prompt_template_label_created: {
    type: 'prompt_template_label_created',
    typeName: 'PromptTemplateLabelCreated',
    description: 'A release label is created.',
    example: examples.prompt_template_label_created,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The version that the label is on.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The release label.',
      },
    ],
  },
  prompt_template_label_deleted: {
    type: 'prompt_template_label_deleted',
    typeName: 'PromptTemplateLabelDeleted',
    description: 'A release label is deleted.',
    example: examples.prompt_template_label_deleted,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The version that the label was on.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The release label.',
      },
    ],
  },
  prompt_template_label_moved: {
    type: 'prompt_template_label_moved',
    typeName: 'PromptTemplateLabelMoved',
    description: 'A release label moves from one version of a prompt template to another.',
    example: examples.prompt_template_label_moved,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The version that the label is on now.',
      },
      {
        name: 'old_prompt_template_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The version that the label was on before.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The release label.',
      },
    ],
  },
  prompt_template_updated: {
    type: 'prompt_template_updated',
    typeName: 'PromptTemplateUpdated',
    description:
      'A snippet that a prompt template imports is updated. Each template that imports it sends one.',
    example: examples.prompt_template_updated,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The version that imports the snippet.',
      },
    ],
  },
  prompt_template_label_change_requested: {
    type: 'prompt_template_label_change_requested',
    typeName: 'PromptTemplateLabelChangeRequested',
    description: 'A change to a protected release label is requested and needs approval.',
    example: examples.prompt_template_label_change_requested,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The release label.',
      },
      {
        name: 'change_type',
        type: 'string',
        strict: '"move" or "deletion"',
        required: true,
        description: 'Whether the label is to move to another version or to be deleted.',
      },
    ],
  },
  prompt_template_label_change_approved: {
    type: 'prompt_template_label_change_approved',
    typeName: 'PromptTemplateLabelChangeApproved',
    description: 'A requested change to a protected release label is approved.',
    example: examples.prompt_template_label_change_approved,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The release label.',
      },
      {
        name: 'change_type',
        type: 'string',
        strict: '"move" or "deletion"',
        required: true,
        description: 'Whether the label is to move to another version or to be deleted.',
      },
    ],
  },
  prompt_template_label_change_denied: {
    type: 'prompt_template_label_change_denied',
    typeName: 'PromptTemplateLabelChangeDenied',
    description: 'A requested change to a protected release label is denied.',
    example: examples.prompt_template_label_change_denied,
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The release label.',
      },
      {
        name: 'change_type',
        type: 'string',
        strict: '"move" or "deletion"',
        required: true,
        description: 'Whether the label is to move to another version or to be deleted.',
      },
    ],
  },
  agent_run_finished: {
    type: 'agent_run_finished',
    typeName: 'AgentRunFinished',
    description:
      'A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times.',
    example: examples.agent_run_finished,
    details: [
      {
        name: 'agent_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the agent.',
      },
      {
        name: 'agent_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the agent.',
      },
      {
        name: 'agent_execution_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the run. It is the same in each event of one run.',
      },
    ],
  },
  report_finished: {
    type: 'report_finished',
    typeName: 'ReportFinished',
    description: 'An evaluation report completes.',
    example: examples.report_finished,
    details: [
      {
        name: 'report_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the report.',
      },
      {
        name: 'report_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the report.',
      },
    ],
  },
  dataset_version_created_by_file: {
    type: 'dataset_version_created_by_file',
    typeName: 'DatasetVersionCreatedByFile',
    description: 'A version of a dataset is created from a file.',
    example: examples.dataset_version_created_by_file,
    details: [
      {
        name: 'dataset_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the dataset.',
      },
      {
        name: 'dataset_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The new version of the dataset.',
      },
    ],
  },
  dataset_version_created_by_file_failed: {
    type: 'dataset_version_created_by_file_failed',
    typeName: 'DatasetVersionCreatedByFileFailed',
    description: 'The file for a version of a dataset cannot be processed.',
    example: examples.dataset_version_created_by_file_failed,
    details: [
      {
        name: 'dataset_id',
        type: 'integer',
        strict: 'at least 1',
        required: false,
        description: 'The id of the dataset.',
      },
      {
        name: 'error_message',
        type: 'string',
        strict: '',
        required: true,
        description: 'Why the file cannot be processed.',
      },
    ],
  },
  dataset_version_created_from_filter_params: {
    type: 'dataset_version_created_from_filter_params',
    typeName: 'DatasetVersionCreatedFromFilterParams',
    description: 'A version of a dataset is created from filter parameters.',
    example: examples.dataset_version_created_from_filter_params,
    details: [
      {
        name: 'dataset_id',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The id of the dataset.',
      },
      {
        name: 'rows_added',
        type: 'integer',
        strict: 'at least 0',
        required: true,
        description: 'How many rows the version adds.',
      },
      {
        name: 'dataset_version_number',
        type: 'integer',
        strict: 'at least 1',
        required: true,
        description: 'The new version of the dataset.',
      },
    ],
  },
  table_sheet_created_from_file: {
    type: 'table_sheet_created_from_file',
    typeName: 'TableSheetCreatedFromFile',
    description: 'The import of a file into a table sheet succeeds.',
    example: examples.table_sheet_created_from_file,
    details: [
      {
        name: 'operation_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the import.',
      },
      {
        name: 'table_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the table.',
      },
      {
        name: 'sheet_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the sheet.',
      },
      {
        name: 'source',
        type: 'string',
        strict: '"file"',
        required: true,
        description: 'Where the rows come from.',
      },
      {
        name: 'file_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the file.',
      },
      {
        name: 'rows_added',
        type: 'integer',
        strict: 'at least 0',
        required: true,
        description: 'How many rows the import adds.',
      },
      {
        name: 'row_count',
        type: 'integer',
        strict: 'at least 0',
        required: true,
        description: 'How many rows the sheet has now.',
      },
    ],
  },
  table_sheet_created_from_file_failed: {
    type: 'table_sheet_created_from_file_failed',
    typeName: 'TableSheetCreatedFromFileFailed',
    description: 'The import of a file into a table sheet fails.',
    example: examples.table_sheet_created_from_file_failed,
    details: [
      {
        name: 'operation_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the import.',
      },
      {
        name: 'table_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the table.',
      },
      {
        name: 'sheet_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the sheet.',
      },
      {
        name: 'source',
        type: 'string',
        strict: '"file"',
        required: true,
        description: 'Where the rows come from.',
      },
      {
        name: 'file_name',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The name of the file.',
      },
      {
        name: 'error_message',
        type: 'string',
        strict: '',
        required: true,
        description: 'Why the import fails.',
      },
    ],
  },
  table_sheet_created_from_request_history: {
    type: 'table_sheet_created_from_request_history',
    typeName: 'TableSheetCreatedFromRequestHistory',
    description: 'The import of the request history into a table sheet succeeds.',
    example: examples.table_sheet_created_from_request_history,
    details: [
      {
        name: 'operation_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the import.',
      },
      {
        name: 'table_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the table.',
      },
      {
        name: 'sheet_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the sheet.',
      },
      {
        name: 'source',
        type: 'string',
        strict: '"request_logs"',
        required: true,
        description: 'Where the rows come from.',
      },
      {
        name: 'rows_added',
        type: 'integer',
        strict: 'at least 0',
        required: true,
        description: 'How many rows the import adds.',
      },
      {
        name: 'row_count',
        type: 'integer',
        strict: 'at least 0',
        required: true,
        description: 'How many rows the sheet has now.',
      },
    ],
  },
  table_sheet_created_from_request_history_failed: {
    type: 'table_sheet_created_from_request_history_failed',
    typeName: 'TableSheetCreatedFromRequestHistoryFailed',
    description: 'The import of the request history into a table sheet fails.',
    example: examples.table_sheet_created_from_request_history_failed,
    details: [
      {
        name: 'operation_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the import.',
      },
      {
        name: 'table_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the table.',
      },
      {
        name: 'sheet_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the sheet.',
      },
      {
        name: 'source',
        type: 'string',
        strict: '"request_logs"',
        required: true,
        description: 'Where the rows come from.',
      },
      {
        name: 'error_message',
        type: 'string',
        strict: '',
        required: true,
        description: 'Why the import fails.',
      },
    ],
  },
  skill_collection_files_changed: {
    type: 'skill_collection_files_changed',
    typeName: 'SkillCollectionFilesChanged',
    description: 'A skill collection is created, saved as a new version, deleted or restored.',
    example: examples.skill_collection_files_changed,
    details: [
      {
        name: 'skill_collection_id',
        type: 'string',
        strict: 'not empty',
        required: true,
        description: 'The id of the skill collection.',
      },
      {
        name: 'source',
        type: 'string',
        strict: '"collection_created" or "version_save" or "collection_deleted" or "version_restored"',
        required: true,
        description: 'What changed the files.',
      },
      {
        name: 'affected_paths',
        type: 'array of strings',
        strict: 'each not empty',
        required: true,
        description: 'The files that changed.',
      },
      {
        name: 'version_number',
        type: 'integer',
        strict: 'at least 1',
        required: false,
        description: 'The version that the change made.',
      },
    ],
  },
}))()
