import type { ArrayMeaning, Meaning, NumberMeaning, ObjectMeaning } from './meaning.js'
import { fieldIn } from './schema.js'
import { samplesOf, type TextLanguage, without } from './text-language.js'

/** Something that one schema accepts and another refuses. */
export interface Gap {
  /** The field, such as `details.prompt_template_id`. Empty for the whole value. */
  readonly field: string
  /**
   * `shape`: another JSON type, or no field at all, which code that reads the field has to handle. `range`:
   * other values of the same type.
   */
  readonly kind: 'shape' | 'range'
  /** What it is, as the object of a sentence: "`null`", "numbers below 1". */
  readonly what: string
}

/**
 * Lists what `from` accepts and `to` refuses. A key that only `to` describes is not a gap: no schema promises
 * anything about unknown keys.
 */
export function gaps(from: Meaning, to: Meaning, field = ''): Gap[] {
  if (from === to) return []
  const found: Gap[] = []
  for (const type of typesOf(from)) {
    if (!to[type]) found.push({ field, kind: 'shape', what: typeNames[type] })
  }
  if (from.number && to.number) found.push(...numberGaps(from.number, to.number, field))
  if (from.string && to.string) found.push(...textGaps(from.string, to.string, field))
  if (from.array && to.array) found.push(...arrayGaps(from.array, to.array, field))
  if (from.object && to.object) found.push(...objectGaps(from.object, to.object, field))
  return found
}

const typeNames: Readonly<Record<keyof Meaning, string>> = {
  null: '`null`',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a string',
  array: 'an array',
  object: 'an object',
}

function typesOf(meaning: Meaning): (keyof Meaning)[] {
  return (Object.keys(typeNames) as (keyof Meaning)[]).filter((type) => meaning[type])
}

function numberGaps(from: NumberMeaning, to: NumberMeaning, field: string): Gap[] {
  const range = (what: string): Gap => ({ field, kind: 'range', what })
  return [
    ...(to.whole && !from.whole ? [{ field, kind: 'shape', what: 'numbers with a fraction' } as const] : []),
    ...(from.minimum < to.minimum ? [range(`numbers below ${to.minimum}`)] : []),
    ...(from.maximum > to.maximum ? [range(`numbers above ${to.maximum}`)] : []),
  ]
}

const maxSamples = 5

function textGaps(from: TextLanguage, to: TextLanguage, field: string): Gap[] {
  if (from === to) return []
  const lost = without(from, to)
  if (lost.isEmpty) return []
  const samples = samplesOf(lost, maxSamples + 1)
  const quoted = (texts: string[]) => texts.map((text) => JSON.stringify(text)).join(', ')
  const what = samples.length <= maxSamples ? quoted(samples) : `texts such as ${quoted(samples.slice(0, 1))}`
  return [{ field, kind: 'range', what }]
}

function arrayGaps(from: ArrayMeaning, to: ArrayMeaning, field: string): Gap[] {
  const items = `${field}[]`
  if (!to.items) return []
  return from.items ? gaps(from.items, to.items, items) : [{ field: items, kind: 'shape', what: 'anything' }]
}

function objectGaps(from: ObjectMeaning, to: ObjectMeaning, field: string): Gap[] {
  const missing = [...to.required].filter((key) => !from.required.has(key))
  const shared = [...from.properties].flatMap(([key, meaning]) => {
    const other = to.properties.get(key)
    if (other) return gaps(meaning, other, fieldIn(field, key))
    return to.open ? [] : [{ field: fieldIn(field, key), kind: 'range', what: 'this field' } as const]
  })
  return [
    ...missing.map(
      (key): Gap => ({ field: fieldIn(field, key), kind: 'shape', what: 'an event without it' }),
    ),
    ...shared,
    ...(from.open && !to.open ? [{ field, kind: 'range', what: 'unknown keys' } as const] : []),
  ]
}
