import { edit, editEnvelope, everyEvent, reversed, unionOf } from './edits.js'
import { type Mutation, neutral } from './mutation.js'

/** Changes that no verdict depends on. */
export const wording: readonly Mutation[] = [
  neutral('the description of an event changes', (files, { id }) =>
    everyEvent(files, id.type, undefined, (schema) => {
      schema.description = 'Another description.'
    }),
  ),
  neutral('the description of a field changes', (files, { id }) =>
    edit(files, id, undefined, (schema) => ({ ...schema, description: 'Another description.' })),
  ),
  neutral('the description of all events changes', (files) => {
    unionOf(files).description = 'Another description.'
  }),
  neutral('the title of a field is added', (files, { id }) =>
    edit(files, id, undefined, (schema) => ({ ...schema, title: 'Prompt template' })),
  ),
  neutral('the example of an event changes', (files, { id }) =>
    everyEvent(files, id.type, undefined, (schema) => {
      schema.examples = [{}]
    }),
  ),
  neutral('a $comment is added', (files, { id }) =>
    edit(files, id, undefined, (schema) => ({ ...schema, $comment: 'A comment.' })),
  ),
  neutral('the properties are in another order', (files, { id }) =>
    everyEvent(files, id.type, undefined, (schema) => {
      schema.properties = reversed(schema.properties ?? {})
    }),
  ),
  neutral('the required fields are in another order', (files, { id }) =>
    everyEvent(files, id.type, undefined, (schema) => {
      schema.required = [...(schema.required ?? [])].reverse()
    }),
  ),
  neutral('the keywords are in another order', (files, { id }) =>
    edit(files, id, undefined, (schema) => reversed(schema)),
  ),
  neutral('the definitions are in another order', (files) => {
    const union = unionOf(files)
    union.definitions = reversed(union.definitions ?? {})
  }),
  neutral('the alternatives of the union are in another order', (files) => {
    unionOf(files).oneOf?.reverse()
  }),
  neutral('the union is an anyOf', (files) => {
    const { oneOf, ...union } = unionOf(files)
    files.set('WebhookEvent.json', { ...union, anyOf: oneOf })
  }),
  neutral('the event type is a const', (files, { id }) =>
    everyEvent(files, id.type, undefined, ({ properties }) => {
      if (properties) properties.event_type = { const: id.type }
    }),
  ),
  neutral('a field that may be null is written in another form', (files) =>
    editEnvelope(files, 'user_email', undefined, ({ oneOf: _, type: __, ...schema }) => ({
      ...schema,
      anyOf: [{ type: 'null' }, { type: 'string' }],
    })),
  ),
  neutral('a field that may be null has two alternatives', (files) =>
    editEnvelope(files, 'user_email', undefined, ({ type: _, ...schema }) => ({
      ...schema,
      oneOf: [{ type: 'string' }, { type: 'null' }],
    })),
  ),
  neutral('the alternatives of the timestamp are beside its type', (files) =>
    editEnvelope(files, 'timestamp', undefined, ({ allOf: [alternatives] = [], ...schema }) => ({
      ...schema,
      ...alternatives,
    })),
  ),
  neutral('a bound is in an allOf', (files, { id }) =>
    edit(files, id, undefined, ({ minimum = 0, ...schema }) => ({ ...schema, allOf: [{ minimum }] })),
  ),
]
