// Written by `npm run generate`. Do not edit.

import { catalog } from '../contract/catalog.js'

/** A prompt template is created, together with its first version. Tolerant. */
export const promptTemplateCreatedSchema = catalog.prompt_template_created.tolerant
/** A prompt template is created, together with its first version. Strict. */
export const strictPromptTemplateCreatedSchema = catalog.prompt_template_created.strict
/** A new version of a prompt template is created. Not sent for the first version: `prompt_template_created` covers it. Tolerant. */
export const promptTemplateVersionCreatedSchema = catalog.prompt_template_version_created.tolerant
/** A new version of a prompt template is created. Not sent for the first version: `prompt_template_created` covers it. Strict. */
export const strictPromptTemplateVersionCreatedSchema = catalog.prompt_template_version_created.strict
/** A prompt template is renamed. Tolerant. */
export const promptTemplateNameChangedSchema = catalog.prompt_template_name_changed.tolerant
/** A prompt template is renamed. Strict. */
export const strictPromptTemplateNameChangedSchema = catalog.prompt_template_name_changed.strict
/** A prompt template is deleted. Tolerant. */
export const promptTemplateDeletedSchema = catalog.prompt_template_deleted.tolerant
/** A prompt template is deleted. Strict. */
export const strictPromptTemplateDeletedSchema = catalog.prompt_template_deleted.strict
/** A release label is created. Tolerant. */
export const promptTemplateLabelCreatedSchema = catalog.prompt_template_label_created.tolerant
/** A release label is created. Strict. */
export const strictPromptTemplateLabelCreatedSchema = catalog.prompt_template_label_created.strict
/** A release label is deleted. Tolerant. */
export const promptTemplateLabelDeletedSchema = catalog.prompt_template_label_deleted.tolerant
/** A release label is deleted. Strict. */
export const strictPromptTemplateLabelDeletedSchema = catalog.prompt_template_label_deleted.strict
/** A release label moves from one version of a prompt template to another. Tolerant. */
export const promptTemplateLabelMovedSchema = catalog.prompt_template_label_moved.tolerant
/** A release label moves from one version of a prompt template to another. Strict. */
export const strictPromptTemplateLabelMovedSchema = catalog.prompt_template_label_moved.strict
