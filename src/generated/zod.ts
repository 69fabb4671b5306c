// Written by `npm run generate`. Do not edit.

import { catalog } from '../contract/catalog.js'

/**
 * A prompt template is created, together with its first version.
 *
 * The zod schema of `prompt_template_created` by the tolerant contract: for receivers.
 */
export const promptTemplateCreatedSchema = catalog.prompt_template_created.tolerant

/** The zod schema of the details of `prompt_template_created` by the tolerant contract: for receivers. */
export const promptTemplateCreatedDetailsSchema = catalog.prompt_template_created.tolerant.shape.details

/**
 * A prompt template is created, together with its first version.
 *
 * The zod schema of `prompt_template_created` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateCreatedSchema = catalog.prompt_template_created.strict

/** The zod schema of the details of `prompt_template_created` by the strict contract: for emitters and tests. */
export const strictPromptTemplateCreatedDetailsSchema = catalog.prompt_template_created.strict.shape.details

/**
 * A prompt template gets a new version. The first version sends only `prompt_template_created`.
 *
 * The zod schema of `prompt_template_version_created` by the tolerant contract: for receivers.
 */
export const promptTemplateVersionCreatedSchema = catalog.prompt_template_version_created.tolerant

/** The zod schema of the details of `prompt_template_version_created` by the tolerant contract: for receivers. */
export const promptTemplateVersionCreatedDetailsSchema =
  catalog.prompt_template_version_created.tolerant.shape.details

/**
 * A prompt template gets a new version. The first version sends only `prompt_template_created`.
 *
 * The zod schema of `prompt_template_version_created` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateVersionCreatedSchema = catalog.prompt_template_version_created.strict

/** The zod schema of the details of `prompt_template_version_created` by the strict contract: for emitters and tests. */
export const strictPromptTemplateVersionCreatedDetailsSchema =
  catalog.prompt_template_version_created.strict.shape.details

/**
 * A prompt template is renamed.
 *
 * The zod schema of `prompt_template_name_changed` by the tolerant contract: for receivers.
 */
export const promptTemplateNameChangedSchema = catalog.prompt_template_name_changed.tolerant

/** The zod schema of the details of `prompt_template_name_changed` by the tolerant contract: for receivers. */
export const promptTemplateNameChangedDetailsSchema =
  catalog.prompt_template_name_changed.tolerant.shape.details

/**
 * A prompt template is renamed.
 *
 * The zod schema of `prompt_template_name_changed` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateNameChangedSchema = catalog.prompt_template_name_changed.strict

/** The zod schema of the details of `prompt_template_name_changed` by the strict contract: for emitters and tests. */
export const strictPromptTemplateNameChangedDetailsSchema =
  catalog.prompt_template_name_changed.strict.shape.details

/**
 * A prompt template is deleted.
 *
 * The zod schema of `prompt_template_deleted` by the tolerant contract: for receivers.
 */
export const promptTemplateDeletedSchema = catalog.prompt_template_deleted.tolerant

/** The zod schema of the details of `prompt_template_deleted` by the tolerant contract: for receivers. */
export const promptTemplateDeletedDetailsSchema = catalog.prompt_template_deleted.tolerant.shape.details

/**
 * A prompt template is deleted.
 *
 * The zod schema of `prompt_template_deleted` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateDeletedSchema = catalog.prompt_template_deleted.strict

/** The zod schema of the details of `prompt_template_deleted` by the strict contract: for emitters and tests. */
export const strictPromptTemplateDeletedDetailsSchema = catalog.prompt_template_deleted.strict.shape.details

/**
 * A release label is created.
 *
 * The zod schema of `prompt_template_label_created` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelCreatedSchema = catalog.prompt_template_label_created.tolerant

/** The zod schema of the details of `prompt_template_label_created` by the tolerant contract: for receivers. */
export const promptTemplateLabelCreatedDetailsSchema =
  catalog.prompt_template_label_created.tolerant.shape.details

/**
 * A release label is created.
 *
 * The zod schema of `prompt_template_label_created` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelCreatedSchema = catalog.prompt_template_label_created.strict

/** The zod schema of the details of `prompt_template_label_created` by the strict contract: for emitters and tests. */
export const strictPromptTemplateLabelCreatedDetailsSchema =
  catalog.prompt_template_label_created.strict.shape.details

/**
 * A release label is deleted.
 *
 * The zod schema of `prompt_template_label_deleted` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelDeletedSchema = catalog.prompt_template_label_deleted.tolerant

/** The zod schema of the details of `prompt_template_label_deleted` by the tolerant contract: for receivers. */
export const promptTemplateLabelDeletedDetailsSchema =
  catalog.prompt_template_label_deleted.tolerant.shape.details

/**
 * A release label is deleted.
 *
 * The zod schema of `prompt_template_label_deleted` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelDeletedSchema = catalog.prompt_template_label_deleted.strict

/** The zod schema of the details of `prompt_template_label_deleted` by the strict contract: for emitters and tests. */
export const strictPromptTemplateLabelDeletedDetailsSchema =
  catalog.prompt_template_label_deleted.strict.shape.details

/**
 * A release label moves from one version of a prompt template to another.
 *
 * The zod schema of `prompt_template_label_moved` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelMovedSchema = catalog.prompt_template_label_moved.tolerant

/** The zod schema of the details of `prompt_template_label_moved` by the tolerant contract: for receivers. */
export const promptTemplateLabelMovedDetailsSchema =
  catalog.prompt_template_label_moved.tolerant.shape.details

/**
 * A release label moves from one version of a prompt template to another.
 *
 * The zod schema of `prompt_template_label_moved` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelMovedSchema = catalog.prompt_template_label_moved.strict

/** The zod schema of the details of `prompt_template_label_moved` by the strict contract: for emitters and tests. */
export const strictPromptTemplateLabelMovedDetailsSchema =
  catalog.prompt_template_label_moved.strict.shape.details

/**
 * A snippet that a prompt template imports is updated. Each template that imports it sends one.
 *
 * The zod schema of `prompt_template_updated` by the tolerant contract: for receivers.
 */
export const promptTemplateUpdatedSchema = catalog.prompt_template_updated.tolerant

/** The zod schema of the details of `prompt_template_updated` by the tolerant contract: for receivers. */
export const promptTemplateUpdatedDetailsSchema = catalog.prompt_template_updated.tolerant.shape.details

/**
 * A snippet that a prompt template imports is updated. Each template that imports it sends one.
 *
 * The zod schema of `prompt_template_updated` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateUpdatedSchema = catalog.prompt_template_updated.strict

/** The zod schema of the details of `prompt_template_updated` by the strict contract: for emitters and tests. */
export const strictPromptTemplateUpdatedDetailsSchema = catalog.prompt_template_updated.strict.shape.details

/**
 * A change to a protected release label is requested and needs approval.
 *
 * The zod schema of `prompt_template_label_change_requested` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelChangeRequestedSchema =
  catalog.prompt_template_label_change_requested.tolerant

/** The zod schema of the details of `prompt_template_label_change_requested` by the tolerant contract: for receivers. */
export const promptTemplateLabelChangeRequestedDetailsSchema =
  catalog.prompt_template_label_change_requested.tolerant.shape.details

/**
 * A change to a protected release label is requested and needs approval.
 *
 * The zod schema of `prompt_template_label_change_requested` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelChangeRequestedSchema =
  catalog.prompt_template_label_change_requested.strict

/** The zod schema of the details of `prompt_template_label_change_requested` by the strict contract: for emitters and tests. */
export const strictPromptTemplateLabelChangeRequestedDetailsSchema =
  catalog.prompt_template_label_change_requested.strict.shape.details

/**
 * A requested change to a protected release label is approved.
 *
 * The zod schema of `prompt_template_label_change_approved` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelChangeApprovedSchema = catalog.prompt_template_label_change_approved.tolerant

/** The zod schema of the details of `prompt_template_label_change_approved` by the tolerant contract: for receivers. */
export const promptTemplateLabelChangeApprovedDetailsSchema =
  catalog.prompt_template_label_change_approved.tolerant.shape.details

/**
 * A requested change to a protected release label is approved.
 *
 * The zod schema of `prompt_template_label_change_approved` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelChangeApprovedSchema =
  catalog.prompt_template_label_change_approved.strict

/** The zod schema of the details of `prompt_template_label_change_approved` by the strict contract: for emitters and tests. */
export const strictPromptTemplateLabelChangeApprovedDetailsSchema =
  catalog.prompt_template_label_change_approved.strict.shape.details

/**
 * A requested change to a protected release label is denied.
 *
 * The zod schema of `prompt_template_label_change_denied` by the tolerant contract: for receivers.
 */
export const promptTemplateLabelChangeDeniedSchema = catalog.prompt_template_label_change_denied.tolerant

/** The zod schema of the details of `prompt_template_label_change_denied` by the tolerant contract: for receivers. */
export const promptTemplateLabelChangeDeniedDetailsSchema =
  catalog.prompt_template_label_change_denied.tolerant.shape.details

/**
 * A requested change to a protected release label is denied.
 *
 * The zod schema of `prompt_template_label_change_denied` by the strict contract: for emitters and tests.
 */
export const strictPromptTemplateLabelChangeDeniedSchema = catalog.prompt_template_label_change_denied.strict

/** The zod schema of the details of `prompt_template_label_change_denied` by the strict contract: for emitters and tests. */
export const strictPromptTemplateLabelChangeDeniedDetailsSchema =
  catalog.prompt_template_label_change_denied.strict.shape.details

/**
 * A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times.
 *
 * The zod schema of `agent_run_finished` by the tolerant contract: for receivers.
 */
export const agentRunFinishedSchema = catalog.agent_run_finished.tolerant

/** The zod schema of the details of `agent_run_finished` by the tolerant contract: for receivers. */
export const agentRunFinishedDetailsSchema = catalog.agent_run_finished.tolerant.shape.details

/**
 * A run of an agent (workflow), started by SDK or API, completes. One execution may send it several times.
 *
 * The zod schema of `agent_run_finished` by the strict contract: for emitters and tests.
 */
export const strictAgentRunFinishedSchema = catalog.agent_run_finished.strict

/** The zod schema of the details of `agent_run_finished` by the strict contract: for emitters and tests. */
export const strictAgentRunFinishedDetailsSchema = catalog.agent_run_finished.strict.shape.details

/**
 * An evaluation report completes.
 *
 * The zod schema of `report_finished` by the tolerant contract: for receivers.
 */
export const reportFinishedSchema = catalog.report_finished.tolerant

/** The zod schema of the details of `report_finished` by the tolerant contract: for receivers. */
export const reportFinishedDetailsSchema = catalog.report_finished.tolerant.shape.details

/**
 * An evaluation report completes.
 *
 * The zod schema of `report_finished` by the strict contract: for emitters and tests.
 */
export const strictReportFinishedSchema = catalog.report_finished.strict

/** The zod schema of the details of `report_finished` by the strict contract: for emitters and tests. */
export const strictReportFinishedDetailsSchema = catalog.report_finished.strict.shape.details

/**
 * A version of a dataset is created from a file.
 *
 * The zod schema of `dataset_version_created_by_file` by the tolerant contract: for receivers.
 */
export const datasetVersionCreatedByFileSchema = catalog.dataset_version_created_by_file.tolerant

/** The zod schema of the details of `dataset_version_created_by_file` by the tolerant contract: for receivers. */
export const datasetVersionCreatedByFileDetailsSchema =
  catalog.dataset_version_created_by_file.tolerant.shape.details

/**
 * A version of a dataset is created from a file.
 *
 * The zod schema of `dataset_version_created_by_file` by the strict contract: for emitters and tests.
 */
export const strictDatasetVersionCreatedByFileSchema = catalog.dataset_version_created_by_file.strict

/** The zod schema of the details of `dataset_version_created_by_file` by the strict contract: for emitters and tests. */
export const strictDatasetVersionCreatedByFileDetailsSchema =
  catalog.dataset_version_created_by_file.strict.shape.details

/**
 * The file for a version of a dataset cannot be processed.
 *
 * The zod schema of `dataset_version_created_by_file_failed` by the tolerant contract: for receivers.
 */
export const datasetVersionCreatedByFileFailedSchema = catalog.dataset_version_created_by_file_failed.tolerant

/** The zod schema of the details of `dataset_version_created_by_file_failed` by the tolerant contract: for receivers. */
export const datasetVersionCreatedByFileFailedDetailsSchema =
  catalog.dataset_version_created_by_file_failed.tolerant.shape.details

/**
 * The file for a version of a dataset cannot be processed.
 *
 * The zod schema of `dataset_version_created_by_file_failed` by the strict contract: for emitters and tests.
 */
export const strictDatasetVersionCreatedByFileFailedSchema =
  catalog.dataset_version_created_by_file_failed.strict

/** The zod schema of the details of `dataset_version_created_by_file_failed` by the strict contract: for emitters and tests. */
export const strictDatasetVersionCreatedByFileFailedDetailsSchema =
  catalog.dataset_version_created_by_file_failed.strict.shape.details

/**
 * A version of a dataset is created from filter parameters.
 *
 * The zod schema of `dataset_version_created_from_filter_params` by the tolerant contract: for receivers.
 */
export const datasetVersionCreatedFromFilterParamsSchema =
  catalog.dataset_version_created_from_filter_params.tolerant

/** The zod schema of the details of `dataset_version_created_from_filter_params` by the tolerant contract: for receivers. */
export const datasetVersionCreatedFromFilterParamsDetailsSchema =
  catalog.dataset_version_created_from_filter_params.tolerant.shape.details

/**
 * A version of a dataset is created from filter parameters.
 *
 * The zod schema of `dataset_version_created_from_filter_params` by the strict contract: for emitters and tests.
 */
export const strictDatasetVersionCreatedFromFilterParamsSchema =
  catalog.dataset_version_created_from_filter_params.strict

/** The zod schema of the details of `dataset_version_created_from_filter_params` by the strict contract: for emitters and tests. */
export const strictDatasetVersionCreatedFromFilterParamsDetailsSchema =
  catalog.dataset_version_created_from_filter_params.strict.shape.details

/**
 * The import of a file into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_file` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromFileSchema = catalog.table_sheet_created_from_file.tolerant

/** The zod schema of the details of `table_sheet_created_from_file` by the tolerant contract: for receivers. */
export const tableSheetCreatedFromFileDetailsSchema =
  catalog.table_sheet_created_from_file.tolerant.shape.details

/**
 * The import of a file into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_file` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromFileSchema = catalog.table_sheet_created_from_file.strict

/** The zod schema of the details of `table_sheet_created_from_file` by the strict contract: for emitters and tests. */
export const strictTableSheetCreatedFromFileDetailsSchema =
  catalog.table_sheet_created_from_file.strict.shape.details

/**
 * The import of a file into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_file_failed` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromFileFailedSchema = catalog.table_sheet_created_from_file_failed.tolerant

/** The zod schema of the details of `table_sheet_created_from_file_failed` by the tolerant contract: for receivers. */
export const tableSheetCreatedFromFileFailedDetailsSchema =
  catalog.table_sheet_created_from_file_failed.tolerant.shape.details

/**
 * The import of a file into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_file_failed` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromFileFailedSchema = catalog.table_sheet_created_from_file_failed.strict

/** The zod schema of the details of `table_sheet_created_from_file_failed` by the strict contract: for emitters and tests. */
export const strictTableSheetCreatedFromFileFailedDetailsSchema =
  catalog.table_sheet_created_from_file_failed.strict.shape.details

/**
 * The import of the request history into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_request_history` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromRequestHistorySchema =
  catalog.table_sheet_created_from_request_history.tolerant

/** The zod schema of the details of `table_sheet_created_from_request_history` by the tolerant contract: for receivers. */
export const tableSheetCreatedFromRequestHistoryDetailsSchema =
  catalog.table_sheet_created_from_request_history.tolerant.shape.details

/**
 * The import of the request history into a table sheet succeeds.
 *
 * The zod schema of `table_sheet_created_from_request_history` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromRequestHistorySchema =
  catalog.table_sheet_created_from_request_history.strict

/** The zod schema of the details of `table_sheet_created_from_request_history` by the strict contract: for emitters and tests. */
export const strictTableSheetCreatedFromRequestHistoryDetailsSchema =
  catalog.table_sheet_created_from_request_history.strict.shape.details

/**
 * The import of the request history into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_request_history_failed` by the tolerant contract: for receivers.
 */
export const tableSheetCreatedFromRequestHistoryFailedSchema =
  catalog.table_sheet_created_from_request_history_failed.tolerant

/** The zod schema of the details of `table_sheet_created_from_request_history_failed` by the tolerant contract: for receivers. */
export const tableSheetCreatedFromRequestHistoryFailedDetailsSchema =
  catalog.table_sheet_created_from_request_history_failed.tolerant.shape.details

/**
 * The import of the request history into a table sheet fails.
 *
 * The zod schema of `table_sheet_created_from_request_history_failed` by the strict contract: for emitters and tests.
 */
export const strictTableSheetCreatedFromRequestHistoryFailedSchema =
  catalog.table_sheet_created_from_request_history_failed.strict

/** The zod schema of the details of `table_sheet_created_from_request_history_failed` by the strict contract: for emitters and tests. */
export const strictTableSheetCreatedFromRequestHistoryFailedDetailsSchema =
  catalog.table_sheet_created_from_request_history_failed.strict.shape.details

/**
 * A skill collection is created, saved as a new version, deleted or restored.
 *
 * The zod schema of `skill_collection_files_changed` by the tolerant contract: for receivers.
 */
export const skillCollectionFilesChangedSchema = catalog.skill_collection_files_changed.tolerant

/** The zod schema of the details of `skill_collection_files_changed` by the tolerant contract: for receivers. */
export const skillCollectionFilesChangedDetailsSchema =
  catalog.skill_collection_files_changed.tolerant.shape.details

/**
 * A skill collection is created, saved as a new version, deleted or restored.
 *
 * The zod schema of `skill_collection_files_changed` by the strict contract: for emitters and tests.
 */
export const strictSkillCollectionFilesChangedSchema = catalog.skill_collection_files_changed.strict

/** The zod schema of the details of `skill_collection_files_changed` by the strict contract: for emitters and tests. */
export const strictSkillCollectionFilesChangedDetailsSchema =
  catalog.skill_collection_files_changed.strict.shape.details
