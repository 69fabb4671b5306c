import { type events, families } from '../contract/catalog.js'
import { documents, type Strength } from './documents.js'
import { typeName } from './event-names.js'
import { type DocumentedField, fieldsOf } from './schema-fields.js'

/** Builds `catalog.json`: what documentation says of each event, for programs in any language. */
export function catalogDocument(): object {
  return {
    envelope: envelopeFields(),
    events: Object.fromEntries(
      Object.entries(families).flatMap(([family, members]) =>
        members.map(({ type, description, stale, subject }) => [
          type,
          { family, name: typeName(type), description, stale, subject, details: detailsFields(type) },
        ]),
      ),
    ),
  }
}

/** The fields of every event. */
export function envelopeFields(): DocumentedField[] {
  return fieldsOf(documents.tolerant.envelope, documents.strict.envelope)
}

/** The fields of the details of an event type. */
export function detailsFields(type: (typeof events)[number]['type']): DocumentedField[] {
  const details = (strength: Strength) =>
    documents[strength].events[typeName(type)]?.properties?.details ?? {}
  return fieldsOf(details('tolerant'), details('strict'))
}
