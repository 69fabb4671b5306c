// Written by `npm run generate`. Do not edit.

/** Any event of the contract. `event_type` identifies it. */
export type WebhookEvent =
  | PromptTemplateCreated
  | PromptTemplateVersionCreated
  | PromptTemplateNameChanged
  | PromptTemplateDeleted
  | PromptTemplateLabelCreated
  | PromptTemplateLabelDeleted
  | PromptTemplateLabelMoved

/** A prompt template is created, together with its first version. */
export interface PromptTemplateCreated {
  /** The type of the event. */
  readonly event_type: 'prompt_template_created'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateCreatedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_created` event. */
export interface PromptTemplateCreatedDetails {
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The first version: always 1. */
  readonly prompt_template_version_number: number
  /** The id of the prompt template. */
  readonly prompt_template_id: number
}

/** A prompt template gets a new version. The first version sends only `prompt_template_created`. */
export interface PromptTemplateVersionCreated {
  /** The type of the event. */
  readonly event_type: 'prompt_template_version_created'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateVersionCreatedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_version_created` event. */
export interface PromptTemplateVersionCreatedDetails {
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The new version: 2 or later. */
  readonly prompt_template_version_number: number
  /** The id of the prompt template. */
  readonly prompt_template_id: number
}

/** A prompt template is renamed. */
export interface PromptTemplateNameChanged {
  /** The type of the event. */
  readonly event_type: 'prompt_template_name_changed'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateNameChangedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_name_changed` event. */
export interface PromptTemplateNameChangedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The new name. */
  readonly prompt_template_name: string
  /** The previous name. */
  readonly old_prompt_template_name: string
}

/** A prompt template is deleted. */
export interface PromptTemplateDeleted {
  /** The type of the event. */
  readonly event_type: 'prompt_template_deleted'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateDeletedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_deleted` event. */
export interface PromptTemplateDeletedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
}

/** A release label is created. */
export interface PromptTemplateLabelCreated {
  /** The type of the event. */
  readonly event_type: 'prompt_template_label_created'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateLabelCreatedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_label_created` event. */
export interface PromptTemplateLabelCreatedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The version that the label is on. */
  readonly prompt_template_version_number: number
  /** The release label. */
  readonly prompt_template_label: string
}

/** A release label is deleted. */
export interface PromptTemplateLabelDeleted {
  /** The type of the event. */
  readonly event_type: 'prompt_template_label_deleted'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateLabelDeletedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_label_deleted` event. */
export interface PromptTemplateLabelDeletedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The version that the label was on. */
  readonly prompt_template_version_number: number
  /** The release label. */
  readonly prompt_template_label: string
}

/** A release label moves from one version of a prompt template to another. */
export interface PromptTemplateLabelMoved {
  /** The type of the event. */
  readonly event_type: 'prompt_template_label_moved'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateLabelMovedDetails
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The details of a `prompt_template_label_moved` event. */
export interface PromptTemplateLabelMovedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The version that the label is on now. */
  readonly prompt_template_version_number: number
  /** The version that the label was on before. */
  readonly old_prompt_template_version_number: number
  /** The release label. */
  readonly prompt_template_label: string
}

/**
 * An event of any type: the fields that all events have. Functions that take events accept it, so you can
 * pass an event of a type that this version of prompt-webhooks does not know, or a JSON file that you import.
 * Functions that return events return an `UnknownWebhookEvent` instead.
 */
export interface WebhookEnvelope {
  /** The type of the event. */
  readonly event_type: string
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: { readonly [key: string]: unknown }
  /** The id of the user who caused the event. */
  readonly user_id: number
  /** The id of the workspace in which the event happened. */
  readonly workspace_id: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. */
  readonly timestamp: string
  /** The name of the user. */
  readonly user_name?: string | null
  /** The email address of the user. */
  readonly user_email?: string | null
}

/** The event of each event type. */
export interface WebhookEventMap {
  /** A prompt template is created, together with its first version. */
  readonly prompt_template_created: PromptTemplateCreated
  /** A prompt template gets a new version. The first version sends only `prompt_template_created`. */
  readonly prompt_template_version_created: PromptTemplateVersionCreated
  /** A prompt template is renamed. */
  readonly prompt_template_name_changed: PromptTemplateNameChanged
  /** A prompt template is deleted. */
  readonly prompt_template_deleted: PromptTemplateDeleted
  /** A release label is created. */
  readonly prompt_template_label_created: PromptTemplateLabelCreated
  /** A release label is deleted. */
  readonly prompt_template_label_deleted: PromptTemplateLabelDeleted
  /** A release label moves from one version of a prompt template to another. */
  readonly prompt_template_label_moved: PromptTemplateLabelMoved
}

/** The details of each event type. */
export interface WebhookEventDetailsMap {
  /** A prompt template is created, together with its first version. */
  readonly prompt_template_created: PromptTemplateCreatedDetails
  /** A prompt template gets a new version. The first version sends only `prompt_template_created`. */
  readonly prompt_template_version_created: PromptTemplateVersionCreatedDetails
  /** A prompt template is renamed. */
  readonly prompt_template_name_changed: PromptTemplateNameChangedDetails
  /** A prompt template is deleted. */
  readonly prompt_template_deleted: PromptTemplateDeletedDetails
  /** A release label is created. */
  readonly prompt_template_label_created: PromptTemplateLabelCreatedDetails
  /** A release label is deleted. */
  readonly prompt_template_label_deleted: PromptTemplateLabelDeletedDetails
  /** A release label moves from one version of a prompt template to another. */
  readonly prompt_template_label_moved: PromptTemplateLabelMovedDetails
}

/** An `event_type` of the contract. */
export type WebhookEventType =
  | 'prompt_template_created'
  | 'prompt_template_version_created'
  | 'prompt_template_name_changed'
  | 'prompt_template_deleted'
  | 'prompt_template_label_created'
  | 'prompt_template_label_deleted'
  | 'prompt_template_label_moved'

/**
 * The event of an event type.
 *
 * @example
 * ```ts
 * type Created = WebhookEventOf<'prompt_template_created'>
 * ```
 */
export type WebhookEventOf<Type extends WebhookEventType> = WebhookEventMap[Type]

/**
 * The details of an event type.
 *
 * @example
 * ```ts
 * type Details = WebhookEventDetails<'prompt_template_created'>
 * ```
 */
export type WebhookEventDetails<Type extends WebhookEventType> = WebhookEventDetailsMap[Type]
