import type { WebhookEvent } from 'prompt-webhooks'
import { catalog, type SubjectFields } from './catalog.js'

/** What an event is about, such as a prompt template. `null` for what the event does not say. */
export type Subject = { readonly [Part in keyof Required<SubjectFields>]: string | number | null }

const fieldsOf = new Map(catalog.map(({ type, subject }) => [type, subject]))

/** Reads from an event what it is about. The contract says which fields of each type tell it. */
export function subjectOf({ event_type, details }: WebhookEvent): Subject {
  const fields = fieldsOf.get(event_type)
  const read = (part: keyof SubjectFields): string | number | null => {
    const field = fields?.[part]
    const value = field === undefined ? undefined : (details as unknown as Record<string, unknown>)[field]
    return typeof value === 'string' || typeof value === 'number' ? value : null
  }
  return {
    id: read('id'),
    name: read('name'),
    previousName: read('previousName'),
    label: read('label'),
    version: read('version'),
    run: read('run'),
  }
}

/** In one line, such as `greeting · production · v3`. Empty if the event does not say what it is about. */
export function subjectText({ id, name, previousName, label, version, run }: Subject): string {
  const thing = name ?? (typeof id === 'number' ? `#${id}` : id)
  const parts = [
    previousName === null ? thing : `${previousName} → ${thing}`,
    label,
    version === null ? null : `v${version}`,
    run === null ? null : `run ${run}`,
  ]
  return parts.filter((part) => part !== null).join(' · ')
}

/**
 * What a search by words looks in. Without version and run: they would make nearly every subject different.
 */
export function searchTextOf({ id, name, previousName, label }: Subject): string {
  const parts = [id, name, previousName, label].filter((part) => part !== null)
  return indexed(parts.join(' ').toLowerCase())
}

// An entry of an index of Postgres has at most 2,704 bytes, and a character up to 4.
const maxIndexed = 500

/** A text as it is stored for a search: without what Postgres cannot store, and short enough for an index. */
export function indexed(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\u{fffd}').slice(0, maxIndexed).toWellFormed()
}
