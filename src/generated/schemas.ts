// Written by `npm run generate`. Do not edit.

import type { WebhookEventType } from './types.js'

/** A JSON Schema of the contract, without annotations. */
export interface FieldSchema {
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly minLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: FieldSchema
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false
  readonly oneOf?: readonly FieldSchema[]
}

interface InBothStrengths {
  readonly tolerant: FieldSchema
  readonly strict: FieldSchema
}

/** The schema of an event of any type. */
export const envelopeSchemas: InBothStrengths = {
  tolerant: {
    type: 'object',
    properties: {
      event_type: {
        type: 'string',
      },
      details: {
        type: 'object',
      },
      user_id: {
        type: 'integer',
        minimum: -9007199254740991,
        maximum: 9007199254740991,
      },
      workspace_id: {
        type: 'integer',
        minimum: -9007199254740991,
        maximum: 9007199254740991,
      },
      timestamp: {
        type: 'string',
        pattern:
          '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?$',
      },
      user_name: {
        oneOf: [
          {
            type: 'string',
          },
          {
            type: 'null',
          },
        ],
      },
      user_email: {
        oneOf: [
          {
            type: 'string',
          },
          {
            type: 'null',
          },
        ],
      },
    },
    required: ['event_type', 'details', 'user_id', 'workspace_id', 'timestamp'],
  },
  strict: {
    type: 'object',
    properties: {
      event_type: {
        type: 'string',
      },
      details: {
        type: 'object',
      },
      user_id: {
        type: 'integer',
        minimum: 1,
        maximum: 9007199254740991,
      },
      workspace_id: {
        type: 'integer',
        minimum: 1,
        maximum: 9007199254740991,
      },
      timestamp: {
        type: 'string',
        pattern:
          '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?$',
      },
      user_name: {
        oneOf: [
          {
            type: 'string',
            minLength: 1,
          },
          {
            type: 'null',
          },
        ],
      },
      user_email: {
        oneOf: [
          {
            type: 'string',
          },
          {
            type: 'null',
          },
        ],
      },
    },
    required: ['event_type', 'details', 'user_id', 'workspace_id', 'timestamp'],
    additionalProperties: false,
  },
}

/** The schema of the details of each event type. */
export const detailsSchemas: { readonly [Type in WebhookEventType]: InBothStrengths } = {
  prompt_template_created: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['prompt_template_name', 'prompt_template_version_number', 'prompt_template_id'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 1,
        },
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['prompt_template_name', 'prompt_template_version_number', 'prompt_template_id'],
      additionalProperties: false,
    },
  },
  prompt_template_version_created: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['prompt_template_name', 'prompt_template_version_number', 'prompt_template_id'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: 2,
          maximum: 9007199254740991,
        },
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['prompt_template_name', 'prompt_template_version_number', 'prompt_template_id'],
      additionalProperties: false,
    },
  },
  prompt_template_name_changed: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        old_prompt_template_name: {
          type: 'string',
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'old_prompt_template_name'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        old_prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'old_prompt_template_name'],
      additionalProperties: false,
    },
  },
  prompt_template_deleted: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
      },
      required: ['prompt_template_id', 'prompt_template_name'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
      },
      required: ['prompt_template_id', 'prompt_template_name'],
      additionalProperties: false,
    },
  },
  prompt_template_label_created: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_label: {
          type: 'string',
        },
      },
      required: [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'prompt_template_label',
      ],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_label: {
          type: 'string',
          minLength: 1,
        },
      },
      required: [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'prompt_template_label',
      ],
      additionalProperties: false,
    },
  },
  prompt_template_label_deleted: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_label: {
          type: 'string',
        },
      },
      required: [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'prompt_template_label',
      ],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_label: {
          type: 'string',
          minLength: 1,
        },
      },
      required: [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'prompt_template_label',
      ],
      additionalProperties: false,
    },
  },
  prompt_template_label_moved: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        old_prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_label: {
          type: 'string',
        },
      },
      required: [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'old_prompt_template_version_number',
        'prompt_template_label',
      ],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        old_prompt_template_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_label: {
          type: 'string',
          minLength: 1,
        },
      },
      required: [
        'prompt_template_id',
        'prompt_template_name',
        'prompt_template_version_number',
        'old_prompt_template_version_number',
        'prompt_template_label',
      ],
      additionalProperties: false,
    },
  },
  prompt_template_updated: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_version_number'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_version_number'],
      additionalProperties: false,
    },
  },
  prompt_template_label_change_requested: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_label: {
          type: 'string',
        },
        change_type: {
          type: 'string',
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_label: {
          type: 'string',
          minLength: 1,
        },
        change_type: {
          type: 'string',
          enum: ['move', 'deletion'],
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
      additionalProperties: false,
    },
  },
  prompt_template_label_change_approved: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_label: {
          type: 'string',
        },
        change_type: {
          type: 'string',
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_label: {
          type: 'string',
          minLength: 1,
        },
        change_type: {
          type: 'string',
          enum: ['move', 'deletion'],
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
      additionalProperties: false,
    },
  },
  prompt_template_label_change_denied: {
    tolerant: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
        },
        prompt_template_label: {
          type: 'string',
        },
        change_type: {
          type: 'string',
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
    },
    strict: {
      type: 'object',
      properties: {
        prompt_template_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        prompt_template_name: {
          type: 'string',
          minLength: 1,
        },
        prompt_template_label: {
          type: 'string',
          minLength: 1,
        },
        change_type: {
          type: 'string',
          enum: ['move', 'deletion'],
        },
      },
      required: ['prompt_template_id', 'prompt_template_name', 'prompt_template_label', 'change_type'],
      additionalProperties: false,
    },
  },
  agent_run_finished: {
    tolerant: {
      type: 'object',
      properties: {
        agent_name: {
          type: 'string',
        },
        agent_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        agent_execution_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['agent_name', 'agent_id', 'agent_execution_id'],
    },
    strict: {
      type: 'object',
      properties: {
        agent_name: {
          type: 'string',
          minLength: 1,
        },
        agent_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        agent_execution_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['agent_name', 'agent_id', 'agent_execution_id'],
      additionalProperties: false,
    },
  },
  report_finished: {
    tolerant: {
      type: 'object',
      properties: {
        report_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        report_name: {
          type: 'string',
        },
      },
      required: ['report_id', 'report_name'],
    },
    strict: {
      type: 'object',
      properties: {
        report_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        report_name: {
          type: 'string',
          minLength: 1,
        },
      },
      required: ['report_id', 'report_name'],
      additionalProperties: false,
    },
  },
  dataset_version_created_by_file: {
    tolerant: {
      type: 'object',
      properties: {
        dataset_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        dataset_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['dataset_id', 'dataset_version_number'],
    },
    strict: {
      type: 'object',
      properties: {
        dataset_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        dataset_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['dataset_id', 'dataset_version_number'],
      additionalProperties: false,
    },
  },
  dataset_version_created_by_file_failed: {
    tolerant: {
      type: 'object',
      properties: {
        dataset_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        error_message: {
          type: 'string',
        },
      },
      required: ['error_message'],
    },
    strict: {
      type: 'object',
      properties: {
        dataset_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        error_message: {
          type: 'string',
        },
      },
      required: ['error_message'],
      additionalProperties: false,
    },
  },
  dataset_version_created_from_filter_params: {
    tolerant: {
      type: 'object',
      properties: {
        dataset_id: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        rows_added: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        dataset_version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['dataset_id', 'rows_added', 'dataset_version_number'],
    },
    strict: {
      type: 'object',
      properties: {
        dataset_id: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
        rows_added: {
          type: 'integer',
          minimum: 0,
          maximum: 9007199254740991,
        },
        dataset_version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['dataset_id', 'rows_added', 'dataset_version_number'],
      additionalProperties: false,
    },
  },
  table_sheet_created_from_file: {
    tolerant: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
        },
        table_id: {
          type: 'string',
        },
        sheet_id: {
          type: 'string',
        },
        source: {
          type: 'string',
        },
        file_name: {
          type: 'string',
        },
        rows_added: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        row_count: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'file_name', 'rows_added', 'row_count'],
    },
    strict: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
          minLength: 1,
        },
        table_id: {
          type: 'string',
          minLength: 1,
        },
        sheet_id: {
          type: 'string',
          minLength: 1,
        },
        source: {
          type: 'string',
          enum: ['file'],
        },
        file_name: {
          type: 'string',
          minLength: 1,
        },
        rows_added: {
          type: 'integer',
          minimum: 0,
          maximum: 9007199254740991,
        },
        row_count: {
          type: 'integer',
          minimum: 0,
          maximum: 9007199254740991,
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'file_name', 'rows_added', 'row_count'],
      additionalProperties: false,
    },
  },
  table_sheet_created_from_file_failed: {
    tolerant: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
        },
        table_id: {
          type: 'string',
        },
        sheet_id: {
          type: 'string',
        },
        source: {
          type: 'string',
        },
        file_name: {
          type: 'string',
        },
        error_message: {
          type: 'string',
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'file_name', 'error_message'],
    },
    strict: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
          minLength: 1,
        },
        table_id: {
          type: 'string',
          minLength: 1,
        },
        sheet_id: {
          type: 'string',
          minLength: 1,
        },
        source: {
          type: 'string',
          enum: ['file'],
        },
        file_name: {
          type: 'string',
          minLength: 1,
        },
        error_message: {
          type: 'string',
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'file_name', 'error_message'],
      additionalProperties: false,
    },
  },
  table_sheet_created_from_request_history: {
    tolerant: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
        },
        table_id: {
          type: 'string',
        },
        sheet_id: {
          type: 'string',
        },
        source: {
          type: 'string',
        },
        rows_added: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
        row_count: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'rows_added', 'row_count'],
    },
    strict: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
          minLength: 1,
        },
        table_id: {
          type: 'string',
          minLength: 1,
        },
        sheet_id: {
          type: 'string',
          minLength: 1,
        },
        source: {
          type: 'string',
          enum: ['request_logs'],
        },
        rows_added: {
          type: 'integer',
          minimum: 0,
          maximum: 9007199254740991,
        },
        row_count: {
          type: 'integer',
          minimum: 0,
          maximum: 9007199254740991,
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'rows_added', 'row_count'],
      additionalProperties: false,
    },
  },
  table_sheet_created_from_request_history_failed: {
    tolerant: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
        },
        table_id: {
          type: 'string',
        },
        sheet_id: {
          type: 'string',
        },
        source: {
          type: 'string',
        },
        error_message: {
          type: 'string',
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'error_message'],
    },
    strict: {
      type: 'object',
      properties: {
        operation_id: {
          type: 'string',
          minLength: 1,
        },
        table_id: {
          type: 'string',
          minLength: 1,
        },
        sheet_id: {
          type: 'string',
          minLength: 1,
        },
        source: {
          type: 'string',
          enum: ['request_logs'],
        },
        error_message: {
          type: 'string',
        },
      },
      required: ['operation_id', 'table_id', 'sheet_id', 'source', 'error_message'],
      additionalProperties: false,
    },
  },
  skill_collection_files_changed: {
    tolerant: {
      type: 'object',
      properties: {
        skill_collection_id: {
          type: 'string',
        },
        source: {
          type: 'string',
        },
        affected_paths: {
          type: 'array',
          items: {
            type: 'string',
          },
        },
        version_number: {
          type: 'integer',
          minimum: -9007199254740991,
          maximum: 9007199254740991,
        },
      },
      required: ['skill_collection_id', 'source', 'affected_paths'],
    },
    strict: {
      type: 'object',
      properties: {
        skill_collection_id: {
          type: 'string',
          minLength: 1,
        },
        source: {
          type: 'string',
          enum: ['collection_created', 'version_save', 'collection_deleted', 'version_restored'],
        },
        affected_paths: {
          type: 'array',
          items: {
            type: 'string',
            minLength: 1,
          },
        },
        version_number: {
          type: 'integer',
          minimum: 1,
          maximum: 9007199254740991,
        },
      },
      required: ['skill_collection_id', 'source', 'affected_paths'],
      additionalProperties: false,
    },
  },
}

/** For each pattern, strings on both sides of each of its limits. */
export const spellings: Readonly<
  Record<string, { readonly taken: readonly string[]; readonly refused: readonly string[] }>
> = {
  '^(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?$':
    {
      taken: [
        '2023-12-01T22:05:57.924833',
        '2023-12-01T22:05:57',
        '2023-12-01T22:05:57Z',
        '2023-12-01T22:05:57.9Z',
        '2023-12-01T00:00:00.123456789012345678901234567890',
        '2023-12-01T23:59:59+23:59',
        '2023-12-01T22:05:57.5-00:00',
        '2024-02-29T00:00:00',
        '2000-02-29T00:00:00',
        '0000-02-29T00:00:00',
        '9999-12-31T23:59:59',
        '0400-02-29T00:00:00',
        '0999-09-09T19:00:00+20:00',
        '1200-02-29T00:00:00',
        '1904-02-29T00:00:00',
        '1908-02-29T00:00:00',
        '1912-02-29T00:00:00',
        '1936-02-29T00:00:00',
        '1940-02-29T00:00:00',
        '1952-02-29T00:00:00',
        '1968-02-29T00:00:00',
        '1972-02-29T00:00:00',
        '1980-02-29T00:00:00',
        '1992-02-29T00:00:00',
        '2000-02-29T20:00:00+13:30',
        '2023-01-30T23:59:59-09:19',
        '2023-02-01T22:05:57',
        '2023-02-09T22:05:57',
        '2023-02-10T22:05:57',
        '2023-02-19T22:05:57',
        '2023-02-20T22:05:57',
        '2023-02-28T22:05:57',
        '2023-03-29T22:05:57',
        '2023-04-01T22:05:57',
        '2023-04-29T22:05:57',
        '2023-05-09T22:05:57',
        '2023-06-30T22:05:57',
        '2023-07-01T22:05:57',
        '2023-08-31T22:05:57+00:59',
        '2023-10-10T10:39:49.5',
        '2023-11-10T22:05:57',
        '2023-12-01T22:05:57+23:59',
        '3600-02-29T00:00:00',
        '4800-02-29T00:00:00',
        '5200-02-29T00:00:00',
        '6000-02-29T00:00:00',
        '7200-02-29T00:00:00',
        '8000-02-29T00:00:00',
        '9024-02-29T09:19:39.09Z',
        '9200-02-29T00:00:00',
      ],
      refused: [
        '',
        '2023-12-01',
        '2023-12-01T22:05',
        '2023-12-01T22:05:57.',
        '2023-12-01T22:05:57,5',
        '2023-12-01 22:05:57',
        '2023-12-01t22:05:57',
        '2023-12-01T22:05:57z',
        '2023-12-01T22:05:57+0100',
        '2023-12-01T22:05:57+01',
        '2023-12-01T22:05:57+24:00',
        '2023-12-01T22:05:57+01:60',
        '2023-12-01T22:05:57 Z',
        '2023-12-01T24:00:00',
        '2023-12-01T22:60:00',
        '2023-12-01T22:05:60',
        '2023-13-01T22:05:57',
        '2023-00-01T22:05:57',
        '2023-12-00T22:05:57',
        '2023-12-32T22:05:57',
        '2023-04-31T22:05:57',
        '2023-02-29T00:00:00',
        '1900-02-29T00:00:00',
        '2023-02-30T00:00:00',
        '23-12-01T22:05:57',
        '12023-12-01T22:05:57',
        '-2023-12-01T22:05:57',
        '٢٠٢٣-12-01T22:05:57',
        '\n2023-12-01T22:05:57',
        '2023-12-01T22:05:57\n',
        '2023-12-01T22:05:57Z\n',
        ' 2023-12-01T22:05:57',
        '.400-02-29T00:00:00',
        '.600-02-29T00:00:00',
        '/023-12-01T22:05:57',
        '/096-02-29T00:00:00',
        '02023-12-01T22:05:57',
        '02096-02-29T00:00:00',
        '023-12-01T22:05:57',
        '096-02-29T00:00:00',
        '12.4-02-29T00:00:00',
        '20.6-02-29T00:00:00',
        '2000-02-29T00:00:00+1/:30',
        '2000-02-29T00:00:00+13030',
        '2000-02-29T00:00:00+13:/0',
        '2000-02-29T00:00:00+13:3/',
        '2000-02-29T00:00:00+13:3:',
        '2000-02-29T00:00:00+1::30',
        '2000-02-29T00:00:00+33:30',
        '2000-02-29T00:00:00.13:30',
        '2006-02-29T00:00:00',
        '2023-0.-28T00:00:00',
        '2023-01-00T22:05:57',
        '2023-01-1/T00:00:00',
        '2023-01-1:T00:00:00',
        '2023-01-32T22:05:57',
        '2023-02-00T22:05:57',
        '2023-02-0:T00:00:00',
        '2023-02-1/T00:00:00',
        '2023-02-1:T00:00:00',
        '2023-02-28T0/:00:00',
        '2023-02-28T0::00:00',
        '2023-02-29T22:05:57',
        '2023-02028T00:00:00',
        '2023-04-00T22:05:57',
        '2023-04-1/T00:00:00',
        '2023-04-1:T00:00:00',
        '2023-04010T00:00:00',
        '2023-10-30T10:39:49.5/',
        '2023-11-31T22:05:57',
        '2023-12-01022:05:57',
        '2023-12-01T2/:05:57',
        '2023-12-01T22005:57',
        '2023-12-01T22:/5:57',
        '2023-12-01T22:0/:57',
        '2023-12-01T22:05057',
        '2023-12-01T22:05:/7',
        '2023-12-01T22:05:5/',
        '2023-12-01T22:05:57.5.5',
        '2023-12-01T22:05:57ZZ',
        '2023-12-01T22:05:5:',
        '2023-12-01T22:0::57',
        '2023-12-01T22:60:57',
        '2023-12-01T24:05:57',
        '2023-12-01T32:05:57',
        '2023-12-0:T22:05:57',
        '2023-12001T22:05:57',
        '2023-14-01T22:05:57',
        '2023-21-10T00:00:00',
        '2023-22-01T22:05:57',
        '2023012-01T22:05:57',
        '2090-02-29T00:00:00',
        '2096-00-29T00:00:00',
        '2096-02-2/T00:00:00',
        '2096-02-39T00:00:00',
        '2096-02029T00:00:00',
        '2096-22-29T00:00:00',
        '2096002-29T00:00:00',
        '2200-02-29T00:00:00',
        '9999-09-09T19:00:00+2/:00',
        '9999-09-0:T19:00:00+20:00',
        ':023-12-01T22:05:57',
        ':096-02-29T00:00:00',
      ],
    },
}

/** Strings that every string field accepts. */
export const unusualTexts: readonly string[] = ['', ' ', 'José 😀 "\\/']

/** Keys that no object of the contract has. */
export const unknownKeys: readonly string[] = ['extra', '', '__proto__', 'constructor', 'toString']
