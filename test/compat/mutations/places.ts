import { webhookEventTypes } from '../../../src/index.js'
import { detailsSchemas, type Editable, type EditableFiles } from '../edit-schemas.js'

/** A field of the details of an event type. */
export interface Place {
  readonly type: string
  readonly field: string
}

/** Where in the contract each kind of field is. */
export interface Places {
  readonly id: Place
  readonly name: Place
  readonly version: Place
  readonly enumerated: Place
  readonly list: Place
  readonly optional: Place
}

/** Finds a field of each kind. */
export function findPlaces(files: EditableFiles): Places {
  const find = (matches: (schema: Editable, isRequired: boolean) => boolean): Place => {
    for (const type of webhookEventTypes) {
      const [details] = detailsSchemas(files, type, 'strict')
      for (const [field, schema] of Object.entries(details?.properties ?? {})) {
        if (matches(schema, details?.required?.includes(field) ?? false)) return { type, field }
      }
    }
    throw new Error('The contract has no field of this kind')
  }
  return {
    id: find(({ minimum, maximum }, isRequired) => minimum === 1 && maximum !== 1 && isRequired),
    name: find(({ minLength }, isRequired) => minLength === 1 && isRequired),
    version: find(({ minimum, maximum }) => minimum === 1 && maximum === 1),
    enumerated: find(({ enum: members }) => (members?.length ?? 0) > 1),
    list: find(({ type }) => type === 'array'),
    optional: find((_, isRequired) => !isRequired),
  }
}
