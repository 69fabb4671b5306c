import { detailsSchemas } from '../edit-schemas.js'
import { everyEvent } from './edits.js'
import { breaking, compatible, type Mutation, neutral } from './mutation.js'

/** Changes of what happens to unknown keys. */
export const keys: readonly Mutation[] = [
  breaking('unknown keys are refused by receivers', (files, { id }) =>
    everyEvent(files, id.type, 'tolerant', (schema) => {
      schema.additionalProperties = false
    }),
  ),
  breaking('unknown keys of details are refused by receivers', (files, { id }) =>
    detailsSchemas(files, id.type, 'tolerant').forEach((schema) => {
      schema.additionalProperties = false
    }),
  ),
  compatible('unknown keys are allowed for emitters', (files, { id }) =>
    everyEvent(files, id.type, 'strict', (schema) => {
      delete schema.additionalProperties
    }),
  ),
  compatible('unknown keys of details are allowed for emitters', (files, { id }) =>
    detailsSchemas(files, id.type, 'strict').forEach((schema) => {
      delete schema.additionalProperties
    }),
  ),
  neutral('additionalProperties is true, which is the default', (files, { id }) =>
    everyEvent(files, id.type, 'tolerant', (schema) => {
      schema.additionalProperties = true
    }),
  ),
]
