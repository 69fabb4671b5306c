import type { Change } from './change.js'
import { isObject } from './schema.js'
import { isSchemaDocument, type SchemaFiles } from './schema-files.js'

/** The keys whose values only people read. */
const texts = new Set([
  'title',
  'summary',
  'description',
  'example',
  'examples',
  'contact',
  'license',
  'version',
])

/**
 * Lists the changes of published files that are not JSON Schemas: the index and the API documents. Something
 * gone, or with another value, is breaking; something new is not. Their `components.schemas` are compared by
 * meaning elsewhere, except for their names.
 */
export function documentChanges(before: SchemaFiles, after: SchemaFiles): Change[] {
  return [...before].flatMap(([file, old]) => {
    const now = after.get(file)
    if (now === undefined || isSchemaDocument(old)) return []
    return [...differences(old, now, [])].map(([size, place, what]) => ({
      path: `${file}#${place.join('.')}`,
      audience: 'schema consumer' as const,
      class: size,
      words: `It ${what}.`,
    }))
  })
}

type Difference = [size: Change['class'], place: readonly string[], what: string]

function* differences(old: unknown, now: unknown, place: readonly string[]): Generator<Difference> {
  if (JSON.stringify(old) === JSON.stringify(now)) return
  if (place.length === 3 && place[0] === 'components' && place[1] === 'schemas') return
  if (texts.has(place.at(-1) ?? '')) yield ['patch', place, 'reads differently']
  else if (isObject(old) && isObject(now) && place.at(-1) !== 'schema') yield* members(old, now, place)
  else if (Array.isArray(old) && Array.isArray(now)) yield* members(byName(old), byName(now), place)
  else yield ['major', place, 'has another value']
}

function* members(
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  place: readonly string[],
): Generator<Difference> {
  for (const [key, value] of Object.entries(old)) {
    const inner = [...place, key]
    if (Object.hasOwn(now, key)) yield* differences(value, now[key], inner)
    else yield [texts.has(key) ? 'patch' : 'major', inner, 'is gone']
  }
  for (const key of Object.keys(now)) {
    if (!Object.hasOwn(old, key)) yield [texts.has(key) ? 'patch' : 'minor', [...place, key], 'is new']
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
