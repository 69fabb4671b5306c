// Written by `npm run generate`. Do not edit.

import { catalog } from '../contract/catalog.js'

/**
 * A prompt template is created, together with its first version.
 *
 * The zod schema of `prompt_template_created` by the tolerant contract: for receivers.
 */
export const promptTemplateCreatedSchema = catalog.prompt_template_created.tolerant

/**
 * A prompt template is created, together with its first version.
 *
 * The zod schema of `prompt_template_created` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateCreatedSchema = catalog.prompt_template_created.strict

/**
 * A prompt template gets a new version. The first version sends only `prompt_template_created`.
 *
 * The zod schema of `prompt_template_version_created` by the tolerant contract: for receivers.
 */
export const promptTemplateVersionCreatedSchema = catalog.prompt_template_version_created.tolerant

/**
 * A prompt template gets a new version. The first version sends only `prompt_template_created`.
 *
 * The zod schema of `prompt_template_version_created` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateVersionCreatedSchema = catalog.prompt_template_version_created.strict

/**
 * A prompt template is renamed.
 *
 * The zod schema of `prompt_template_name_changed` by the tolerant contract: for receivers.
 */
export const promptTemplateNameChangedSchema = catalog.prompt_template_name_changed.tolerant

/**
 * A prompt template is renamed.
 *
 * The zod schema of `prompt_template_name_changed` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateNameChangedSchema = catalog.prompt_template_name_changed.strict

/**
 * A prompt template is deleted.
 *
 * The zod schema of `prompt_template_deleted` by the tolerant contract: for receivers.
 */
export const promptTemplateDeletedSchema = catalog.prompt_template_deleted.tolerant

/**
 * A prompt template is deleted.
 *
 * The zod schema of `prompt_template_deleted` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateDeletedSchema = catalog.prompt_template_deleted.strict

/**
 * A release label is created.
 *
 * The zod schema of `prompt_template_label_created` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelCreatedSchema = catalog.prompt_template_label_created.tolerant

/**
 * A release label is created.
 *
 * The zod schema of `prompt_template_label_created` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelCreatedSchema = catalog.prompt_template_label_created.strict

/**
 * A release label is deleted.
 *
 * The zod schema of `prompt_template_label_deleted` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelDeletedSchema = catalog.prompt_template_label_deleted.tolerant

/**
 * A release label is deleted.
 *
 * The zod schema of `prompt_template_label_deleted` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelDeletedSchema = catalog.prompt_template_label_deleted.strict

/**
 * A release label moves from one version of a prompt template to another.
 *
 * The zod schema of `prompt_template_label_moved` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelMovedSchema = catalog.prompt_template_label_moved.tolerant

/**
 * A release label moves from one version of a prompt template to another.
 *
 * The zod schema of `prompt_template_label_moved` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelMovedSchema = catalog.prompt_template_label_moved.strict

/**
 * A snippet that a prompt template imports is updated. Each template that imports it sends one.
 *
 * The zod schema of `prompt_template_updated` by the tolerant contract: for receivers.
 */
export const promptTemplateUpdatedSchema = catalog.prompt_template_updated.tolerant

/**
 * A snippet that a prompt template imports is updated. Each template that imports it sends one.
 *
 * The zod schema of `prompt_template_updated` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateUpdatedSchema = catalog.prompt_template_updated.strict

/**
 * A change to a protected release label is requested and needs approval.
 *
 * The zod schema of `prompt_template_label_change_requested` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelChangeRequestedSchema =
  catalog.prompt_template_label_change_requested.tolerant

/**
 * A change to a protected release label is requested and needs approval.
 *
 * The zod schema of `prompt_template_label_change_requested` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelChangeRequestedSchema =
  catalog.prompt_template_label_change_requested.strict

/**
 * A requested change to a protected release label is approved.
 *
 * The zod schema of `prompt_template_label_change_approved` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelChangeApprovedSchema = catalog.prompt_template_label_change_approved.tolerant

/**
 * A requested change to a protected release label is approved.
 *
 * The zod schema of `prompt_template_label_change_approved` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelChangeApprovedSchema =
  catalog.prompt_template_label_change_approved.strict

/**
 * A requested change to a protected release label is denied.
 *
 * The zod schema of `prompt_template_label_change_denied` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelChangeDeniedSchema = catalog.prompt_template_label_change_denied.tolerant

/**
 * A requested change to a protected release label is denied.
 *
 * The zod schema of `prompt_template_label_change_denied` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelChangeDeniedSchema = catalog.prompt_template_label_change_denied.strict

/**
 * A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times.
 *
 * The zod schema of `agent_run_finished` by the tolerant contract: for receivers.
 */
export const agentRunFinishedSchema = catalog.agent_run_finished.tolerant

/**
 * A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times.
 *
 * The zod schema of `agent_run_finished` by the strict contract: for emitters and tests.
 */
export const strictAgentRunFinishedSchema = catalog.agent_run_finished.strict

/**
 * An evaluation report completes.
 *
 * The zod schema of `report_finished` by the tolerant contract: for receivers.
 */
export const reportFinishedSchema = catalog.report_finished.tolerant

/**
 * An evaluation report completes.
 *
 * The zod schema of `report_finished` by the strict contract: for emitters and tests.
 */
export const strictReportFinishedSchema = catalog.report_finished.strict

/**
 * A version of a dataset is created from a file.
 *
 * The zod schema of `dataset_version_created_by_file` by the tolerant contract: for receivers.
 */
export const datasetVersionCreatedByFileSchema = catalog.dataset_version_created_by_file.tolerant

/**
 * A version of a dataset is created from a file.
 *
 * The zod schema of `dataset_version_created_by_file` by the strict contract: for emitters and tests.
 */
export const strictDatasetVersionCreatedByFileSchema = catalog.dataset_version_created_by_file.strict

/**
 * The file for a version of a dataset cannot be processed.
 *
 * The zod schema of `dataset_version_created_by_file_failed` by the tolerant contract: for receivers.
 */
export const datasetVersionCreatedByFileFailedSchema = catalog.dataset_version_created_by_file_failed.tolerant

/**
 * The file for a version of a dataset cannot be processed.
 *
 * The zod schema of `dataset_version_created_by_file_failed` by the strict contract: for emitters and tests.
 */
export const strictDatasetVersionCreatedByFileFailedSchema =
  catalog.dataset_version_created_by_file_failed.strict

/**
 * A version of a dataset is created from filter parameters.
 *
 * The zod schema of `dataset_version_created_from_filter_params` by the tolerant contract: for receivers.
 */
export const datasetVersionCreatedFromFilterParamsSchema =
  catalog.dataset_version_created_from_filter_params.tolerant

/**
 * A version of a dataset is created from filter parameters.
 *
 * The zod schema of `dataset_version_created_from_filter_params` by the strict contract: for emitters and tests.
 */
export const strictDatasetVersionCreatedFromFilterParamsSchema =
  catalog.dataset_version_created_from_filter_params.strict

/**
 * The import of a file into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_file` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromFileSchema = catalog.table_sheet_created_from_file.tolerant

/**
 * The import of a file into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_file` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromFileSchema = catalog.table_sheet_created_from_file.strict

/**
 * The import of a file into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_file_failed` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromFileFailedSchema = catalog.table_sheet_created_from_file_failed.tolerant

/**
 * The import of a file into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_file_failed` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromFileFailedSchema = catalog.table_sheet_created_from_file_failed.strict

/**
 * The import of the request history into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_request_history` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromRequestHistorySchema =
  catalog.table_sheet_created_from_request_history.tolerant

/**
 * The import of the request history into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_request_history` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromRequestHistorySchema =
  catalog.table_sheet_created_from_request_history.strict

/**
 * The import of the request history into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_request_history_failed` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromRequestHistoryFailedSchema =
  catalog.table_sheet_created_from_request_history_failed.tolerant

/**
 * The import of the request history into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_request_history_failed` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromRequestHistoryFailedSchema =
  catalog.table_sheet_created_from_request_history_failed.strict

/**
 * A skill collection is created, saved as a new version, deleted or restored.
 *
 * The zod schema of `skill_collection_files_changed` by the tolerant contract: for receivers.
 */
export const skillCollectionFilesChangedSchema = catalog.skill_collection_files_changed.tolerant

/**
 * A skill collection is created, saved as a new version, deleted or restored.
 *
 * The zod schema of `skill_collection_files_changed` by the strict contract: for emitters and tests.
 */
export const strictSkillCollectionFilesChangedSchema = catalog.skill_collection_files_changed.strict
