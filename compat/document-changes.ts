import type { Change } from './change.js'
import { isObject } from './schema.js'
import { isSchemaDocument, type SchemaFiles } from './schema-files.js'

/** The keys whose values only people read. */
const texts = ['title', 'summary', 'description', 'example', 'examples', 'contact', 'license', 'version']

/** What the catalog says in words. It follows from the schemas, which are compared by meaning. */
const catalogTexts = [...texts, 'type', 'strict', 'required']

/**
 * Lists the changes of published files that are not JSON Schemas: the index and the API documents. Something
 * gone, or with another value, is breaking; something new is not. Their `components.schemas` are compared by
 * meaning elsewhere, except for their names. What an event makes stale may be corrected: that is minor.
 */
export function documentChanges(before: SchemaFiles, after: SchemaFiles): Change[] {
  return [...before].flatMap(([file, old]) => {
    const now = after.get(file)
    if (now === undefined || isSchemaDocument(old)) return []
    const isText = (key: string) => (file === 'catalog.json' ? catalogTexts : texts).includes(key)
    return [...differences(old, now, [], isText)].map(([size, place, what]) => ({
      path: `${file}#${place.join('.')}`,
      audience: 'schema consumer' as const,
      class: size,
      words: `It ${what}.`,
    }))
  })
}

type Difference = [size: Change['class'], place: readonly string[], what: string]
type IsText = (key: string) => boolean

function* differences(
  old: unknown,
  now: unknown,
  place: readonly string[],
  isText: IsText,
): Generator<Difference> {
  const key = place.at(-1) ?? ''
  if (JSON.stringify(old) === JSON.stringify(now)) return
  if (place.length === 3 && place[0] === 'components' && place[1] === 'schemas') return
  if (isText(key)) yield ['patch', place, 'reads differently']
  else if (isObject(old) && isObject(now) && key !== 'schema') yield* members(old, now, place, isText)
  else if (Array.isArray(old) && Array.isArray(now)) yield* members(byName(old), byName(now), place, isText)
  else yield [key === 'stale' ? 'minor' : 'major', place, 'has another value']
}

function* members(
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  place: readonly string[],
  isText: IsText,
): Generator<Difference> {
  for (const [key, value] of Object.entries(old)) {
    const inner = [...place, key]
    if (Object.hasOwn(now, key)) yield* differences(value, now[key], inner, isText)
    else yield [isText(key) ? 'patch' : 'major', inner, 'is gone']
  }
  for (const key of Object.keys(now)) {
    if (!Object.hasOwn(old, key)) yield [isText(key) ? 'patch' : 'minor', [...place, key], 'is new']
  }
}

// The position in a list of references, names or texts means nothing.
function byName(list: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    list.map((each) => {
      const name = isObject(each) ? (each.$ref ?? each.name) : each
      return [typeof name === 'string' ? name : JSON.stringify(each), each]
    }),
  )
}
