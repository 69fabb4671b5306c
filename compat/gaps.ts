import type { ArrayMeaning, Meaning, NumberMeaning, ObjectMeaning } from './meaning.js'
import { fieldIn } from './schema.js'
import { inBoth, samplesOf, type TextLanguage, textsMatching, without } from './text-language.js'

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

// The same schemas recur in many events.
const known = new WeakMap<Meaning, WeakMap<Meaning, readonly Gap[]>>()

/**
 * Lists what `from` accepts and `to` refuses. A key that only `to` describes is not a gap: no schema
 * promises anything about unknown keys.
 */
export function gaps(from: Meaning, to: Meaning): readonly Gap[] {
  if (from === to) return []
  const byTarget = known.get(from) ?? new WeakMap<Meaning, readonly Gap[]>()
  const found = byTarget.get(to) ?? findGaps(from, to)
  known.set(from, byTarget.set(to, found))
  return found
}

function findGaps(from: Meaning, to: Meaning): Gap[] {
  const found: Gap[] = []
  for (const type of typesOf(from)) {
    if (!to[type]) found.push({ field: '', kind: 'shape', what: typeNames[type] })
  }
  if (from.number && to.number) found.push(...numberGaps(from.number, to.number))
  if (from.string && to.string) found.push(...textGaps(from.string, to.string))
  if (from.array && to.array) found.push(...arrayGaps(from.array, to.array))
  if (from.object && to.object) found.push(...objectGaps(from.object, to.object))
  return found
}

function gapsInside(field: string, from: Meaning, to: Meaning): Gap[] {
  return gaps(from, to).map((gap) => ({ ...gap, field: fieldIn(field, gap.field) }))
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

function numberGaps(from: NumberMeaning, to: NumberMeaning): Gap[] {
  const range = (what: string): Gap => ({ field: '', kind: 'range', what })
  return [
    ...(to.whole && !from.whole
      ? [{ field: '', kind: 'shape', what: 'numbers with a fraction' } as const]
      : []),
    ...(from.minimum < to.minimum ? [range(`numbers below ${to.minimum}`)] : []),
    ...(from.maximum > to.maximum ? [range(`numbers above ${to.maximum}`)] : []),
  ]
}

const maxSamples = 5
const plainTexts = textsMatching('^[0-9A-Za-z:.+_-]*$')

function textGaps(from: TextLanguage, to: TextLanguage): Gap[] {
  if (from === to) return []
  const lost = without(from, to)
  if (lost.isEmpty) return []
  const plain = inBoth(lost, plainTexts)
  const samples = samplesOf(plain.isEmpty ? lost : plain, maxSamples + 1)
  const isComplete = lost.isFinite && samples.length <= maxSamples
  const shown = samples.slice(0, isComplete ? maxSamples : 1).map(quoted)
  return [{ field: '', kind: 'range', what: `${isComplete ? '' : 'texts such as '}${shown.join(', ')}` }]
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text)
}

function arrayGaps(from: ArrayMeaning, to: ArrayMeaning): Gap[] {
  if (!to.items) return []
  return from.items
    ? gapsInside('[]', from.items, to.items)
    : [{ field: '[]', kind: 'shape', what: 'anything' }]
}

function objectGaps(from: ObjectMeaning, to: ObjectMeaning): Gap[] {
  const missing = [...to.required].filter((key) => !from.required.has(key))
  const shared = [...from.properties].flatMap(([key, meaning]): Gap[] => {
    const other = to.properties.get(key)
    if (other) return gapsInside(key, meaning, other)
    return to.open ? [] : [{ field: key, kind: 'range', what: 'this field' }]
  })
  return [
    ...missing.map((field): Gap => ({ field, kind: 'shape', what: 'an event without it' })),
    ...shared,
    ...(from.open && !to.open ? [{ field: '', kind: 'range', what: 'unknown keys' } as const] : []),
  ]
}
