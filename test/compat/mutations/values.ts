import { edit, editEnvelope, editMembers, replacePattern } from './edits.js'
import { bothAndEach, breaking, compatible, type Mutation, neutral } from './mutation.js'

/** Changes of the values that a field takes. */
export const values: readonly Mutation[] = [
  ...bothAndEach('breaking', 'a string becomes a number', (files, strength, { name }) =>
    edit(files, name, strength, () => ({ type: 'number' })),
  ),
  ...bothAndEach('breaking', 'a whole number becomes a string', (files, strength, { id }) =>
    edit(files, id, strength, () => ({ type: 'string' })),
  ),
  ...bothAndEach('breaking', 'a whole number becomes a number', (files, strength, { id }) =>
    edit(files, id, strength, (schema) => ({ ...schema, type: 'number' })),
  ),
  ...bothAndEach('breaking', 'a string may also be a number', (files, strength, { name }) =>
    edit(files, name, strength, (schema) => ({ ...schema, type: ['string', 'number'] })),
  ),
  ...bothAndEach('breaking', 'the items of a list become numbers', (files, strength, { list }) =>
    edit(files, list, strength, (schema) => ({ ...schema, items: { type: 'number' } })),
  ),
  breaking('the items of a list may be anything for receivers', (files, { list }) =>
    edit(files, list, 'tolerant', ({ items: _, ...schema }) => schema),
  ),
  breaking('the items of a list get a shortest length for receivers', (files, { list }) =>
    edit(files, list, 'tolerant', (schema) => ({ ...schema, items: { ...schema.items, minLength: 2 } })),
  ),
  compatible('the items of a list lose their shortest length for emitters', (files, { list }) =>
    edit(files, list, 'strict', (schema) => ({ ...schema, items: { type: 'string' } })),
  ),
  breaking('a list becomes a string', (files, { list }) =>
    edit(files, list, undefined, () => ({ type: 'string' })),
  ),
  breaking('the minimum is raised for receivers', (files, { id }) =>
    edit(files, id, 'tolerant', (schema) => ({ ...schema, minimum: 0 })),
  ),
  compatible('the minimum is lowered for receivers', (files, { id }) =>
    edit(files, id, 'tolerant', (schema) => ({ ...schema, minimum: -(2 ** 60) })),
  ),
  breaking('the maximum is lowered for receivers', (files, { id }) =>
    edit(files, id, 'tolerant', (schema) => ({ ...schema, maximum: 2147483647 })),
  ),
  compatible('the maximum is gone for receivers', (files, { id }) =>
    edit(files, id, 'tolerant', ({ maximum: _, ...schema }) => schema),
  ),
  breaking('the minimum is raised for emitters', (files, { id }) =>
    edit(files, id, 'strict', (schema) => ({ ...schema, minimum: 2 })),
  ),
  compatible('the minimum is lowered for emitters, and receivers accept it', (files, { id }) =>
    edit(files, id, 'strict', (schema) => ({ ...schema, minimum: 0 })),
  ),
  breaking('the minimum is gone for emitters, and receivers refuse some', (files, { id }) =>
    edit(files, id, 'strict', ({ minimum: _, ...schema }) => schema),
  ),
  breaking('the maximum is lowered for emitters', (files, { id }) =>
    edit(files, id, 'strict', (schema) => ({ ...schema, maximum: 2147483647 })),
  ),
  compatible('the maximum is raised for emitters, and receivers accept it', (files, { version }) =>
    edit(files, version, 'strict', (schema) => ({ ...schema, maximum: 2 })),
  ),
  breaking('both bounds move for emitters', (files, { version }) =>
    edit(files, version, 'strict', (schema) => ({ ...schema, minimum: 2, maximum: 2 })),
  ),
  breaking('the shortest length is raised for emitters', (files, { name }) =>
    edit(files, name, 'strict', (schema) => ({ ...schema, minLength: 2 })),
  ),
  compatible('the shortest length is gone for emitters', (files, { name }) =>
    edit(files, name, 'strict', ({ minLength: _, ...schema }) => schema),
  ),
  breaking('a shortest length is added for receivers', (files, { name }) =>
    edit(files, name, 'tolerant', (schema) => ({ ...schema, minLength: 1 })),
  ),
  ...bothAndEach('breaking', 'a longest length is added', (files, strength, { name }) =>
    edit(files, name, strength, (schema) => ({ ...schema, maxLength: 255 })),
  ),
  neutral('a shortest length of 0 is added for receivers', (files, { name }) =>
    edit(files, name, 'tolerant', (schema) => ({ ...schema, minLength: 0 })),
  ),
  compatible('a known value is added for emitters', (files, { enumerated }) =>
    editMembers(files, enumerated, (members) => [...members, 'another']),
  ),
  breaking('a known value is removed for emitters', (files, { enumerated }) =>
    editMembers(files, enumerated, (members) => members.slice(1)),
  ),
  breaking('a known value is renamed for emitters', (files, { enumerated }) =>
    editMembers(files, enumerated, (members) => ['another', ...members.slice(1)]),
  ),
  compatible('an enumeration is opened for emitters', (files, { enumerated }) =>
    edit(files, enumerated, 'strict', ({ enum: _, ...schema }) => schema),
  ),
  breaking('an enumeration is closed for receivers', (files, { enumerated }) =>
    edit(files, enumerated, 'tolerant', (schema) => ({ ...schema, enum: ['move'] })),
  ),
  breaking('a string becomes an enumeration for emitters', (files, { name }) =>
    edit(files, name, 'strict', (schema) => ({ ...schema, enum: ['one', 'other'] })),
  ),
  neutral('the known values are in another order', (files, { enumerated }) =>
    editMembers(files, enumerated, (members) => [...members].reverse()),
  ),
  ...bothAndEach('breaking', 'the pattern of the timestamp is narrowed', (files, strength) =>
    editEnvelope(files, 'timestamp', strength, replacePattern(/[?][$]$/, '$')),
  ),
  breaking('the pattern of the timestamp is widened', (files) =>
    editEnvelope(files, 'timestamp', undefined, replacePattern(/[$]$/, '.*$')),
  ),
  compatible('the pattern of the timestamp is widened for receivers', (files) =>
    editEnvelope(files, 'timestamp', 'tolerant', replacePattern(/[$]$/, '.*$')),
  ),
  breaking('the pattern of the timestamp is widened for emitters', (files) =>
    editEnvelope(files, 'timestamp', 'strict', replacePattern(/[$]$/, '.*$')),
  ),
  breaking('the pattern of the timestamp is another one', (files) =>
    editEnvelope(files, 'timestamp', undefined, (schema) => ({ ...schema, pattern: '^[0-9]+$' })),
  ),
  neutral('the pattern of the timestamp is written differently', (files) =>
    editEnvelope(files, 'timestamp', undefined, replacePattern(/\[0-9\]\{4\}/, '[0-9][0-9]{3}')),
  ),
  breaking('a pattern is added for receivers', (files, { name }) =>
    edit(files, name, 'tolerant', (schema) => ({ ...schema, pattern: '^[a-z]+$' })),
  ),
  breaking('a pattern is added for emitters', (files, { name }) =>
    edit(files, name, 'strict', (schema) => ({ ...schema, pattern: '^[a-z]+$' })),
  ),
  neutral('a pattern is added that every text matches', (files, { name }) =>
    edit(files, name, undefined, (schema) => ({ ...schema, pattern: '' })),
  ),
]
