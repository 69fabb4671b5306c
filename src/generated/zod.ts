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
