import { detailsSchemas, eventSchemas } from '../edit-schemas.js'
import {
  addField,
  edit,
  editEnvelope,
  fileOf,
  makeOptional,
  makeRequired,
  orNull,
  removeField,
  renameField,
} from './edits.js'
import { bothAndEach, breaking, compatible, type Mutation } from './mutation.js'

/** Changes of which fields an event has. */
export const fields: readonly Mutation[] = [
  compatible('envelope: an optional field is added', (files) => addField(eventSchemas(files), false)),
  breaking('envelope: a required field is added', (files) => addField(eventSchemas(files), true)),
  breaking('envelope: a required field is added for receivers', (files) =>
    addField(eventSchemas(files, undefined, 'tolerant'), true),
  ),
  breaking('envelope: a required field is added for emitters', (files) =>
    addField(eventSchemas(files, undefined, 'strict'), true),
  ),
  ...bothAndEach('breaking', 'envelope: an optional field is removed', (files, strength) =>
    removeField(eventSchemas(files, undefined, strength), 'user_name'),
  ),
  breaking('envelope: a required field is removed', (files) => removeField(eventSchemas(files), 'user_id')),
  breaking('envelope: a field is renamed', (files) => renameField(eventSchemas(files), 'workspace_id')),
  ...bothAndEach('breaking', 'envelope: an optional field becomes required', (files, strength) =>
    makeRequired(eventSchemas(files, undefined, strength), 'user_name'),
  ),
  ...bothAndEach('breaking', 'envelope: a required field becomes optional', (files, strength) =>
    makeOptional(eventSchemas(files, undefined, strength), 'user_id'),
  ),
  ...bothAndEach('breaking', 'envelope: null is refused', (files, strength) =>
    editEnvelope(files, 'user_email', strength, () => ({ type: 'string' })),
  ),
  ...bothAndEach('breaking', 'envelope: null is added', (files, strength) =>
    editEnvelope(files, 'timestamp', strength, (schema) => orNull(schema)),
  ),
  breaking('envelope: only the schema of unknown events requires a new field', (files) =>
    addField([fileOf(files, 'WebhookEnvelope.json')], true),
  ),
  breaking('envelope: only the schema of unknown events closes details', (files) => {
    const { properties } = fileOf(files, 'WebhookEnvelope.json')
    if (properties?.details) properties.details.additionalProperties = false
  }),
  breaking('envelope: only the schema of unknown events enumerates types', (files) => {
    const { properties } = fileOf(files, 'WebhookEnvelope.json')
    if (properties?.event_type) properties.event_type.enum = ['one', 'other']
  }),
  compatible('details: an optional field is added', (files, { id }) =>
    addField(detailsSchemas(files, id.type), false),
  ),
  breaking('details: a required field is added', (files, { id }) =>
    addField(detailsSchemas(files, id.type), true),
  ),
  breaking('details: a field is removed', (files, { id }) =>
    removeField(detailsSchemas(files, id.type), id.field),
  ),
  breaking('details: a field is removed for receivers', (files, { id }) =>
    removeField(detailsSchemas(files, id.type, 'tolerant'), id.field),
  ),
  breaking('details: a field is removed for emitters', (files, { id }) =>
    removeField(detailsSchemas(files, id.type, 'strict'), id.field),
  ),
  ...bothAndEach('breaking', 'details: an optional field is removed', (files, strength, { optional }) =>
    removeField(detailsSchemas(files, optional.type, strength), optional.field),
  ),
  breaking('details: a field is renamed', (files, { name }) =>
    renameField(detailsSchemas(files, name.type), name.field),
  ),
  ...bothAndEach('breaking', 'details: a required field becomes optional', (files, strength, { id }) =>
    makeOptional(detailsSchemas(files, id.type, strength), id.field),
  ),
  ...bothAndEach('breaking', 'details: an optional field becomes required', (files, strength, { optional }) =>
    makeRequired(detailsSchemas(files, optional.type, strength), optional.field),
  ),
  ...bothAndEach('breaking', 'details: null is added', (files, strength, { name }) =>
    edit(files, name, strength, orNull),
  ),
]
