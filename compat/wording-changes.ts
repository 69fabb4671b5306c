import type { Change } from './change.js'
import { essenceOf, type Schema, visitSchemas } from './schema.js'
import { namedSchemas, type SchemaFiles } from './schema-files.js'
import { alternativesOf, eventTypeOf } from './subjects.js'

/** The keywords that only people read. */
const texts = ['title', 'description', 'examples'] as const

/**
 * Lists the changes of schemas that no verdict depends on: texts, and another way to write the same meaning.
 * The order of keys and members, and `$comment`, are not changes.
 *
 * @param changed The names of the events and other schemas whose meaning changed.
 */
export function wordingChanges(
  before: SchemaFiles,
  after: SchemaFiles,
  changed: ReadonlySet<string>,
): Change[] {
  return [...before].flatMap(([file, content]) => {
    const current = new Map(namedSchemas(file, after.get(file)))
    return namedSchemas(file, content).flatMap(([title, old]) => {
      const now = current.get(title)
      const name = eventTypeOf(old) ?? title
      if (!now) return []
      const isRewritten = !changed.has(name) && formOf(old) !== formOf(now)
      return [
        ...textChanges(name, old, now),
        ...(isRewritten ? [change(name, 'The schema is written in another form.')] : []),
      ]
    })
  })
}

function textChanges(name: string, old: Schema, now: Schema): Change[] {
  const current = textsOf(now)
  return [...textsOf(old)].flatMap(([place, text]) =>
    current.has(place) && text !== current.get(place) ? [change(name, `${place} reads differently.`)] : [],
  )
}

function textsOf(schema: Schema): Map<string, string | undefined> {
  const found = new Map<string, string | undefined>()
  visitSchemas(schema, (each, field) => {
    const { type, properties } = each
    for (const keyword of texts) {
      // The title of an object names a generated type: compat/name-changes.ts.
      if (keyword === 'title' && (type === 'object' || properties || field === '')) continue
      const place = `\`${keyword}\`${field === '' ? '' : ` of \`${field}\``}`
      found.set(place, found.get(place) ?? JSON.stringify((each as Record<string, unknown>)[keyword]))
    }
  })
  return found
}

// The alternatives of a union are compared by themselves.
function formOf(schema: Schema): string {
  return alternativesOf(schema) ? (schema.oneOf ? 'oneOf' : 'anyOf') : essenceOf(schema)
}

function change(path: string, words: string): Change {
  return { path, audience: 'schema consumer', class: 'patch', words }
}
