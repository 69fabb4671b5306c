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
  | PromptTemplateUpdated
  | PromptTemplateLabelChangeRequested
  | PromptTemplateLabelChangeApproved
  | PromptTemplateLabelChangeDenied
  | AgentRunFinished
  | ReportFinished
  | DatasetVersionCreatedByFile
  | DatasetVersionCreatedByFileFailed
  | DatasetVersionCreatedFromFilterParams
  | TableSheetCreatedFromFile
  | TableSheetCreatedFromFileFailed
  | TableSheetCreatedFromRequestHistory
  | TableSheetCreatedFromRequestHistoryFailed
  | SkillCollectionFilesChanged

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

/** A snippet that a prompt template imports is updated. Each template that imports it sends one. */
export interface PromptTemplateUpdated {
  /** The type of the event. */
  readonly event_type: 'prompt_template_updated'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateUpdatedDetails
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

/** The details of a `prompt_template_updated` event. */
export interface PromptTemplateUpdatedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The version that imports the snippet. */
  readonly prompt_template_version_number: number
}

/** A change to a protected release label is requested and needs approval. */
export interface PromptTemplateLabelChangeRequested {
  /** The type of the event. */
  readonly event_type: 'prompt_template_label_change_requested'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateLabelChangeRequestedDetails
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

/** The details of a `prompt_template_label_change_requested` event. */
export interface PromptTemplateLabelChangeRequestedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The release label. */
  readonly prompt_template_label: string
  /** Whether the label is to move to another version or to be deleted. */
  readonly change_type: 'move' | 'deletion' | (string & {})
}

/** A requested change to a protected release label is approved. */
export interface PromptTemplateLabelChangeApproved {
  /** The type of the event. */
  readonly event_type: 'prompt_template_label_change_approved'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateLabelChangeApprovedDetails
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

/** The details of a `prompt_template_label_change_approved` event. */
export interface PromptTemplateLabelChangeApprovedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The release label. */
  readonly prompt_template_label: string
  /** Whether the label is to move to another version or to be deleted. */
  readonly change_type: 'move' | 'deletion' | (string & {})
}

/** A requested change to a protected release label is denied. */
export interface PromptTemplateLabelChangeDenied {
  /** The type of the event. */
  readonly event_type: 'prompt_template_label_change_denied'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: PromptTemplateLabelChangeDeniedDetails
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

/** The details of a `prompt_template_label_change_denied` event. */
export interface PromptTemplateLabelChangeDeniedDetails {
  /** The id of the prompt template. */
  readonly prompt_template_id: number
  /** The name of the prompt template. */
  readonly prompt_template_name: string
  /** The release label. */
  readonly prompt_template_label: string
  /** Whether the label is to move to another version or to be deleted. */
  readonly change_type: 'move' | 'deletion' | (string & {})
}

/** A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times. */
export interface AgentRunFinished {
  /** The type of the event. */
  readonly event_type: 'agent_run_finished'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: AgentRunFinishedDetails
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

/** The details of a `agent_run_finished` event. */
export interface AgentRunFinishedDetails {
  /** The name of the agent. */
  readonly agent_name: string
  /** The id of the agent. */
  readonly agent_id: number
  /** The id of the run. It is the same in each event of one run. */
  readonly agent_execution_id: number
}

/** An evaluation report completes. */
export interface ReportFinished {
  /** The type of the event. */
  readonly event_type: 'report_finished'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: ReportFinishedDetails
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

/** The details of a `report_finished` event. */
export interface ReportFinishedDetails {
  /** The id of the report. */
  readonly report_id: number
  /** The name of the report. */
  readonly report_name: string
}

/** A version of a dataset is created from a file. */
export interface DatasetVersionCreatedByFile {
  /** The type of the event. */
  readonly event_type: 'dataset_version_created_by_file'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: DatasetVersionCreatedByFileDetails
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

/** The details of a `dataset_version_created_by_file` event. */
export interface DatasetVersionCreatedByFileDetails {
  /** The id of the dataset. */
  readonly dataset_id: number
  /** The new version of the dataset. */
  readonly dataset_version_number: number
}

/** The file for a version of a dataset cannot be processed. */
export interface DatasetVersionCreatedByFileFailed {
  /** The type of the event. */
  readonly event_type: 'dataset_version_created_by_file_failed'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: DatasetVersionCreatedByFileFailedDetails
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

/** The details of a `dataset_version_created_by_file_failed` event. */
export interface DatasetVersionCreatedByFileFailedDetails {
  /** The id of the dataset. */
  readonly dataset_id?: number
  /** Why the file cannot be processed. */
  readonly error_message: string
}

/** A version of a dataset is created from filter parameters. */
export interface DatasetVersionCreatedFromFilterParams {
  /** The type of the event. */
  readonly event_type: 'dataset_version_created_from_filter_params'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: DatasetVersionCreatedFromFilterParamsDetails
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

/** The details of a `dataset_version_created_from_filter_params` event. */
export interface DatasetVersionCreatedFromFilterParamsDetails {
  /** The id of the dataset. */
  readonly dataset_id: number
  /** How many rows the version adds. */
  readonly rows_added: number
  /** The new version of the dataset. */
  readonly dataset_version_number: number
}

/** The import of a file into a table sheet succeeds. */
export interface TableSheetCreatedFromFile {
  /** The type of the event. */
  readonly event_type: 'table_sheet_created_from_file'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: TableSheetCreatedFromFileDetails
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

/** The details of a `table_sheet_created_from_file` event. */
export interface TableSheetCreatedFromFileDetails {
  /** The id of the import. */
  readonly operation_id: string
  /** The id of the table. */
  readonly table_id: string
  /** The id of the sheet. */
  readonly sheet_id: string
  /** Where the rows come from. */
  readonly source: 'file' | (string & {})
  /** The name of the file. */
  readonly file_name: string
  /** How many rows the import adds. */
  readonly rows_added: number
  /** How many rows the sheet has now. */
  readonly row_count: number
}

/** The import of a file into a table sheet fails. */
export interface TableSheetCreatedFromFileFailed {
  /** The type of the event. */
  readonly event_type: 'table_sheet_created_from_file_failed'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: TableSheetCreatedFromFileFailedDetails
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

/** The details of a `table_sheet_created_from_file_failed` event. */
export interface TableSheetCreatedFromFileFailedDetails {
  /** The id of the import. */
  readonly operation_id: string
  /** The id of the table. */
  readonly table_id: string
  /** The id of the sheet. */
  readonly sheet_id: string
  /** Where the rows come from. */
  readonly source: 'file' | (string & {})
  /** The name of the file. */
  readonly file_name: string
  /** Why the import fails. */
  readonly error_message: string
}

/** The import of the request history into a table sheet succeeds. */
export interface TableSheetCreatedFromRequestHistory {
  /** The type of the event. */
  readonly event_type: 'table_sheet_created_from_request_history'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: TableSheetCreatedFromRequestHistoryDetails
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

/** The details of a `table_sheet_created_from_request_history` event. */
export interface TableSheetCreatedFromRequestHistoryDetails {
  /** The id of the import. */
  readonly operation_id: string
  /** The id of the table. */
  readonly table_id: string
  /** The id of the sheet. */
  readonly sheet_id: string
  /** Where the rows come from. */
  readonly source: 'request_logs' | (string & {})
  /** How many rows the import adds. */
  readonly rows_added: number
  /** How many rows the sheet has now. */
  readonly row_count: number
}

/** The import of the request history into a table sheet fails. */
export interface TableSheetCreatedFromRequestHistoryFailed {
  /** The type of the event. */
  readonly event_type: 'table_sheet_created_from_request_history_failed'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: TableSheetCreatedFromRequestHistoryFailedDetails
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

/** The details of a `table_sheet_created_from_request_history_failed` event. */
export interface TableSheetCreatedFromRequestHistoryFailedDetails {
  /** The id of the import. */
  readonly operation_id: string
  /** The id of the table. */
  readonly table_id: string
  /** The id of the sheet. */
  readonly sheet_id: string
  /** Where the rows come from. */
  readonly source: 'request_logs' | (string & {})
  /** Why the import fails. */
  readonly error_message: string
}

/** A skill collection is created, saved as a new version, deleted or restored. */
export interface SkillCollectionFilesChanged {
  /** The type of the event. */
  readonly event_type: 'skill_collection_files_changed'
  /** What the event is about. The fields depend on `event_type`. */
  readonly details: SkillCollectionFilesChangedDetails
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

/** The details of a `skill_collection_files_changed` event. */
export interface SkillCollectionFilesChangedDetails {
  /** The id of the skill collection. */
  readonly skill_collection_id: string
  /** What changed the files. */
  readonly source:
    | 'collection_created'
    | 'version_save'
    | 'collection_deleted'
    | 'version_restored'
    | (string & {})
  /** The files that changed. */
  readonly affected_paths: readonly string[]
  /** The version that the change made. */
  readonly version_number?: number
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
  /** A snippet that a prompt template imports is updated. Each template that imports it sends one. */
  readonly prompt_template_updated: PromptTemplateUpdated
  /** A change to a protected release label is requested and needs approval. */
  readonly prompt_template_label_change_requested: PromptTemplateLabelChangeRequested
  /** A requested change to a protected release label is approved. */
  readonly prompt_template_label_change_approved: PromptTemplateLabelChangeApproved
  /** A requested change to a protected release label is denied. */
  readonly prompt_template_label_change_denied: PromptTemplateLabelChangeDenied
  /** A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times. */
  readonly agent_run_finished: AgentRunFinished
  /** An evaluation report completes. */
  readonly report_finished: ReportFinished
  /** A version of a dataset is created from a file. */
  readonly dataset_version_created_by_file: DatasetVersionCreatedByFile
  /** The file for a version of a dataset cannot be processed. */
  readonly dataset_version_created_by_file_failed: DatasetVersionCreatedByFileFailed
  /** A version of a dataset is created from filter parameters. */
  readonly dataset_version_created_from_filter_params: DatasetVersionCreatedFromFilterParams
  /** The import of a file into a table sheet succeeds. */
  readonly table_sheet_created_from_file: TableSheetCreatedFromFile
  /** The import of a file into a table sheet fails. */
  readonly table_sheet_created_from_file_failed: TableSheetCreatedFromFileFailed
  /** The import of the request history into a table sheet succeeds. */
  readonly table_sheet_created_from_request_history: TableSheetCreatedFromRequestHistory
  /** The import of the request history into a table sheet fails. */
  readonly table_sheet_created_from_request_history_failed: TableSheetCreatedFromRequestHistoryFailed
  /** A skill collection is created, saved as a new version, deleted or restored. */
  readonly skill_collection_files_changed: SkillCollectionFilesChanged
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
  /** A snippet that a prompt template imports is updated. Each template that imports it sends one. */
  readonly prompt_template_updated: PromptTemplateUpdatedDetails
  /** A change to a protected release label is requested and needs approval. */
  readonly prompt_template_label_change_requested: PromptTemplateLabelChangeRequestedDetails
  /** A requested change to a protected release label is approved. */
  readonly prompt_template_label_change_approved: PromptTemplateLabelChangeApprovedDetails
  /** A requested change to a protected release label is denied. */
  readonly prompt_template_label_change_denied: PromptTemplateLabelChangeDeniedDetails
  /** A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times. */
  readonly agent_run_finished: AgentRunFinishedDetails
  /** An evaluation report completes. */
  readonly report_finished: ReportFinishedDetails
  /** A version of a dataset is created from a file. */
  readonly dataset_version_created_by_file: DatasetVersionCreatedByFileDetails
  /** The file for a version of a dataset cannot be processed. */
  readonly dataset_version_created_by_file_failed: DatasetVersionCreatedByFileFailedDetails
  /** A version of a dataset is created from filter parameters. */
  readonly dataset_version_created_from_filter_params: DatasetVersionCreatedFromFilterParamsDetails
  /** The import of a file into a table sheet succeeds. */
  readonly table_sheet_created_from_file: TableSheetCreatedFromFileDetails
  /** The import of a file into a table sheet fails. */
  readonly table_sheet_created_from_file_failed: TableSheetCreatedFromFileFailedDetails
  /** The import of the request history into a table sheet succeeds. */
  readonly table_sheet_created_from_request_history: TableSheetCreatedFromRequestHistoryDetails
  /** The import of the request history into a table sheet fails. */
  readonly table_sheet_created_from_request_history_failed: TableSheetCreatedFromRequestHistoryFailedDetails
  /** A skill collection is created, saved as a new version, deleted or restored. */
  readonly skill_collection_files_changed: SkillCollectionFilesChangedDetails
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
  | 'prompt_template_updated'
  | 'prompt_template_label_change_requested'
  | 'prompt_template_label_change_approved'
  | 'prompt_template_label_change_denied'
  | 'agent_run_finished'
  | 'report_finished'
  | 'dataset_version_created_by_file'
  | 'dataset_version_created_by_file_failed'
  | 'dataset_version_created_from_filter_params'
  | 'table_sheet_created_from_file'
  | 'table_sheet_created_from_file_failed'
  | 'table_sheet_created_from_request_history'
  | 'table_sheet_created_from_request_history_failed'
  | 'skill_collection_files_changed'

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

/** An event of the family `prompt_template`. */
export type PromptTemplateEvent =
  | PromptTemplateCreated
  | PromptTemplateVersionCreated
  | PromptTemplateNameChanged
  | PromptTemplateDeleted
  | PromptTemplateLabelCreated
  | PromptTemplateLabelDeleted
  | PromptTemplateLabelMoved
  | PromptTemplateUpdated
  | PromptTemplateLabelChangeRequested
  | PromptTemplateLabelChangeApproved
  | PromptTemplateLabelChangeDenied

/** An event of the family `agent`. */
export type AgentEvent = AgentRunFinished

/** An event of the family `report`. */
export type ReportEvent = ReportFinished

/** An event of the family `dataset`. */
export type DatasetEvent =
  | DatasetVersionCreatedByFile
  | DatasetVersionCreatedByFileFailed
  | DatasetVersionCreatedFromFilterParams

/** An event of the family `table`. */
export type TableEvent =
  | TableSheetCreatedFromFile
  | TableSheetCreatedFromFileFailed
  | TableSheetCreatedFromRequestHistory
  | TableSheetCreatedFromRequestHistoryFailed

/** An event of the family `skill_collection`. */
export type SkillCollectionEvent = SkillCollectionFilesChanged

/** The events of each family: what they are about. */
export interface WebhookEventFamilyMap {
  /** The events of the family `prompt_template`. */ readonly prompt_template: PromptTemplateEvent
  /** The events of the family `agent`. */
  readonly agent: AgentEvent
  /** The events of the family `report`. */
  readonly report: ReportEvent
  /** The events of the family `dataset`. */
  readonly dataset: DatasetEvent
  /** The events of the family `table`. */
  readonly table: TableEvent
  /** The events of the family `skill_collection`. */
  readonly skill_collection: SkillCollectionEvent
}

/** The name of a family of events. */
export type WebhookEventFamily = keyof WebhookEventFamilyMap
