// Written by `npm run generate`. Do not edit.

import type { WebhookEventMap, WebhookEventType } from './types.js'

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
]

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
}

/** The `$id` of the schema for an event of any other type. */
export const envelopeSchemaId = 'https://unpkg.com/prompt-webhooks/schemas/v1/WebhookEnvelope.json'

/** A field of `details`. */
export interface CatalogField {
  /** The key of the field. */
  readonly name: string
  /** The JSON Schema type. */
  readonly type: string
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
  /** A payload that was really sent. */
  readonly example: WebhookEventMap[Type]
  /** The fields of `details`. */
  readonly details: readonly CatalogField[]
}

/** The facts about each event type. */
export const catalog: { readonly [Type in WebhookEventType]: CatalogEntry<Type> } = {
  prompt_template_created: {
    type: 'prompt_template_created',
    typeName: 'PromptTemplateCreated',
    description: 'A prompt template is created, together with its first version.',
    example: {
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
    details: [
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        required: true,
        description: 'The first version: always 1.',
      },
      {
        name: 'prompt_template_id',
        type: 'integer',
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
    example: {
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
    details: [
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        required: true,
        description: 'The new version: 2 or later.',
      },
      {
        name: 'prompt_template_id',
        type: 'integer',
        required: true,
        description: 'The id of the prompt template.',
      },
    ],
  },
  prompt_template_name_changed: {
    type: 'prompt_template_name_changed',
    typeName: 'PromptTemplateNameChanged',
    description: 'A prompt template is renamed.',
    example: {
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
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The new name.',
      },
      {
        name: 'old_prompt_template_name',
        type: 'string',
        required: true,
        description: 'The previous name.',
      },
    ],
  },
  prompt_template_deleted: {
    type: 'prompt_template_deleted',
    typeName: 'PromptTemplateDeleted',
    description: 'A prompt template is deleted.',
    example: {
      event_type: 'prompt_template_deleted',
      details: {
        prompt_template_id: 8,
        prompt_template_name: '2',
      },
      user_id: 1,
      workspace_id: 1,
      timestamp: '2023-12-01T22:03:59.826147',
    },
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The name of the prompt template.',
      },
    ],
  },
  prompt_template_label_created: {
    type: 'prompt_template_label_created',
    typeName: 'PromptTemplateLabelCreated',
    description: 'A release label is created.',
    example: {
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
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        required: true,
        description: 'The version that the label is on.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        required: true,
        description: 'The release label.',
      },
    ],
  },
  prompt_template_label_deleted: {
    type: 'prompt_template_label_deleted',
    typeName: 'PromptTemplateLabelDeleted',
    description: 'A release label is deleted.',
    example: {
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
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        required: true,
        description: 'The version that the label was on.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        required: true,
        description: 'The release label.',
      },
    ],
  },
  prompt_template_label_moved: {
    type: 'prompt_template_label_moved',
    typeName: 'PromptTemplateLabelMoved',
    description: 'A release label moves from one version of a prompt template to another.',
    example: {
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
    details: [
      {
        name: 'prompt_template_id',
        type: 'integer',
        required: true,
        description: 'The id of the prompt template.',
      },
      {
        name: 'prompt_template_name',
        type: 'string',
        required: true,
        description: 'The name of the prompt template.',
      },
      {
        name: 'prompt_template_version_number',
        type: 'integer',
        required: true,
        description: 'The version that the label is on now.',
      },
      {
        name: 'old_prompt_template_version_number',
        type: 'integer',
        required: true,
        description: 'The version that the label was on before.',
      },
      {
        name: 'prompt_template_label',
        type: 'string',
        required: true,
        description: 'The release label.',
      },
    ],
  },
}
