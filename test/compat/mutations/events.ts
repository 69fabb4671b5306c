import { copyEvent, removeEvent } from '../edit-schemas.js'
import { everyEvent, unionOf } from './edits.js'
import { breaking, compatible, type Mutation } from './mutation.js'

/** Changes of which events there are. */
export const events: readonly Mutation[] = [
  breaking('an event is removed', (files, { id }) => removeEvent(files, id.type)),
  breaking('an event is removed for receivers', (files, { id }) => removeEvent(files, id.type, 'tolerant')),
  breaking('an event is removed for emitters', (files, { id }) => removeEvent(files, id.type, 'strict')),
  breaking('an event leaves only the union of all events', (files) => unionOf(files).oneOf?.pop()),
  breaking('an event gets another type', (files, { id }) =>
    everyEvent(files, id.type, undefined, ({ properties }) => {
      if (properties?.event_type) properties.event_type.enum = ['renamed']
    }),
  ),
  compatible('an event is added', (files, { id }) => copyEvent(files, id.type, 'copied')),
  compatible('an event is added for receivers only', (files, { id }) =>
    copyEvent(files, id.type, 'copied', 'tolerant'),
  ),
  breaking('an event is added that the released envelope refuses', (files, { id }) => {
    copyEvent(files, id.type, 'copied')
    everyEvent(files, 'copied', undefined, (schema) => {
      if (schema.properties) schema.properties.user_id = { type: 'string' }
    })
  }),
]
