// Written by `npm run generate`. Do not edit.

/** Any event of the contract; `event_type` tells which. */
export type WebhookEvent =
  | PromptTemplateCreated
  | PromptTemplateVersionCreated
  | PromptTemplateNameChanged
  | PromptTemplateDeleted
  | PromptTemplateLabelCreated
  | PromptTemplateLabelDeleted
  | PromptTemplateLabelMoved

/** A prompt template is created, and with it its first version. */
export interface PromptTemplateCreated {
  event_type: 'prompt_template_created'
  details: PromptTemplateCreatedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateCreatedDetails {
  /** The name of the prompt template. */
  prompt_template_name: string
  /** The first version: always 1. */
  prompt_template_version_number: number
  /** The id of the prompt template. */
  prompt_template_id: number
}
/** A new version of a prompt template is created; not sent for the first version, which `prompt_template_created` tells of. */
export interface PromptTemplateVersionCreated {
  event_type: 'prompt_template_version_created'
  details: PromptTemplateVersionCreatedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateVersionCreatedDetails {
  /** The name of the prompt template. */
  prompt_template_name: string
  /** The new version: 2 or later. */
  prompt_template_version_number: number
  /** The id of the prompt template. */
  prompt_template_id: number
}
/** A prompt template is renamed. */
export interface PromptTemplateNameChanged {
  event_type: 'prompt_template_name_changed'
  details: PromptTemplateNameChangedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateNameChangedDetails {
  /** The id of the prompt template. */
  prompt_template_id: number
  /** The new name. */
  prompt_template_name: string
  /** The name until now. */
  old_prompt_template_name: string
}
/** A prompt template is deleted. */
export interface PromptTemplateDeleted {
  event_type: 'prompt_template_deleted'
  details: PromptTemplateDeletedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateDeletedDetails {
  /** The id of the prompt template. */
  prompt_template_id: number
  /** The name of the prompt template. */
  prompt_template_name: string
}
/** A release label is created. */
export interface PromptTemplateLabelCreated {
  event_type: 'prompt_template_label_created'
  details: PromptTemplateLabelCreatedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateLabelCreatedDetails {
  /** The id of the prompt template. */
  prompt_template_id: number
  /** The name of the prompt template. */
  prompt_template_name: string
  /** The version that the label is on. */
  prompt_template_version_number: number
  /** The release label. */
  prompt_template_label: string
}
/** A release label is deleted. */
export interface PromptTemplateLabelDeleted {
  event_type: 'prompt_template_label_deleted'
  details: PromptTemplateLabelDeletedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateLabelDeletedDetails {
  /** The id of the prompt template. */
  prompt_template_id: number
  /** The name of the prompt template. */
  prompt_template_name: string
  /** The version that the label was on. */
  prompt_template_version_number: number
  /** The release label. */
  prompt_template_label: string
}
/** A release label moves from one version of a prompt template to another. */
export interface PromptTemplateLabelMoved {
  event_type: 'prompt_template_label_moved'
  details: PromptTemplateLabelMovedDetails
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}
export interface PromptTemplateLabelMovedDetails {
  /** The id of the prompt template. */
  prompt_template_id: number
  /** The name of the prompt template. */
  prompt_template_name: string
  /** The version that the label is on now. */
  prompt_template_version_number: number
  /** The version that it was on until now. */
  old_prompt_template_version_number: number
  /** The release label. */
  prompt_template_label: string
}

/** What every event has in common, whatever its type: known, or added later. */
export interface UnknownWebhookEvent {
  /** The type of the event. */
  event_type: string
  /** What happened. Its fields follow from the type. */
  details: {
    [k: string]: unknown
  }
  /** The id of the user behind the event. */
  user_id: number
  /** The id of the workspace in which it happened. */
  workspace_id: number
  /** When it happened: ISO 8601 with seconds. Without a zone it is UTC. */
  timestamp: string
  /** The name of the user. */
  user_name?: string | null
  /** The email address of the user. */
  user_email?: string | null
}

/** The event of each event type. */
export interface WebhookEventMap {
  prompt_template_created: PromptTemplateCreated
  prompt_template_version_created: PromptTemplateVersionCreated
  prompt_template_name_changed: PromptTemplateNameChanged
  prompt_template_deleted: PromptTemplateDeleted
  prompt_template_label_created: PromptTemplateLabelCreated
  prompt_template_label_deleted: PromptTemplateLabelDeleted
  prompt_template_label_moved: PromptTemplateLabelMoved
}
/** The details of each event type. */
export interface WebhookEventDetailsMap {
  prompt_template_created: PromptTemplateCreatedDetails
  prompt_template_version_created: PromptTemplateVersionCreatedDetails
  prompt_template_name_changed: PromptTemplateNameChangedDetails
  prompt_template_deleted: PromptTemplateDeletedDetails
  prompt_template_label_created: PromptTemplateLabelCreatedDetails
  prompt_template_label_deleted: PromptTemplateLabelDeletedDetails
  prompt_template_label_moved: PromptTemplateLabelMovedDetails
}
/** A value of `event_type` that the contract knows. */
export type WebhookEventType =
  | 'prompt_template_created'
  | 'prompt_template_version_created'
  | 'prompt_template_name_changed'
  | 'prompt_template_deleted'
  | 'prompt_template_label_created'
  | 'prompt_template_label_deleted'
  | 'prompt_template_label_moved'
/** The event of an event type. */
export type WebhookEventOf<Type extends WebhookEventType> = WebhookEventMap[Type]
/** The details of an event type. */
export type WebhookEventDetails<Type extends WebhookEventType> = WebhookEventDetailsMap[Type]
