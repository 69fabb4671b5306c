import { essenceOf, isObject, type Schema, silentKeywords } from './schema.js'
import {
  everyText,
  inAny,
  inBoth,
  type TextLanguage,
  textsMatching,
  textsOf,
  textsOfLength,
  without,
} from './text-language.js'
import { UnusableInput } from './unusable-input.js'

/**
 * What a schema accepts, by the type of the value, however it is written: `type: ['string', 'null']`,
 * `oneOf` and `anyOf` of the two come to the same. A type that is absent is refused.
 */
export interface Meaning {
  readonly null?: true
  readonly boolean?: true
  readonly number?: NumberMeaning
  readonly string?: TextLanguage
  readonly array?: ArrayMeaning
  readonly object?: ObjectMeaning
}

/** The numbers that a schema accepts. */
export interface NumberMeaning {
  readonly whole: boolean
  readonly minimum: number
  readonly maximum: number
}

/** The arrays that a schema accepts. Without `items`, an item may be anything. */
export interface ArrayMeaning {
  readonly items?: Meaning
}

/** The objects that a schema accepts. An `open` one may have other keys too. */
export interface ObjectMeaning {
  readonly properties: ReadonlyMap<string, Meaning>
  readonly required: ReadonlySet<string>
  readonly open: boolean
}

type Type = keyof Meaning

const types: readonly Type[] = ['null', 'boolean', 'number', 'string', 'array', 'object']

const understood = new Set([
  ...silentKeywords,
  ...['$ref', 'type', 'enum', 'const', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum'],
  ...['items', 'properties', 'required', 'additionalProperties', 'allOf', 'anyOf', 'oneOf'],
])

// Most schemas recur, in several files and in both versions.
const known = new Map<string, Meaning>()

/**
 * Reads what a schema accepts. Schemas that differ only in annotations and order give the same object.
 *
 * @param root The document that a `$ref` points into.
 * @throws {UnusableInput} on a keyword, or a combination of schemas, that it does not understand.
 */
export function meaningOf(schema: Schema, root: Schema, place = '#'): Meaning {
  const essence = essenceOf(schema)
  // What a reference means depends on the document.
  if (essence.includes('$ref')) return readMeaning(schema, root, place)
  const meaning = known.get(essence) ?? readMeaning(schema, root, place)
  known.set(essence, meaning)
  return meaning
}

function readMeaning(schema: Schema, root: Schema, place: string): Meaning {
  const unusable = (what: string) =>
    new UnusableInput(
      `${place}: ${what} cannot be compared. Write it with other keywords, or teach compat/meaning.ts what it means.`,
    )
  if (!isObject(schema as unknown)) throw unusable(`the schema ${JSON.stringify(schema)}`)
  const strange = Object.keys(schema).find((keyword) => !understood.has(keyword))
  if (strange !== undefined) throw unusable(`the keyword ${JSON.stringify(strange)}`)
  const read = (inner: Schema, step: string) => meaningOf(inner, root, `${place}/${step}`)
  const readAll = (keyword: 'allOf' | 'anyOf' | 'oneOf') =>
    schema[keyword]?.map((inner, index) => read(inner, `${keyword}/${index}`))

  try {
    let meaning = ownMeaning(schema, read)
    if (schema.$ref !== undefined) {
      // Draft-07 ignores what stands beside a reference, later drafts do not.
      if (Object.keys(schema).some((keyword) => keyword !== '$ref' && !silentKeywords.has(keyword)))
        throw new Error('a $ref with other keywords beside it')
      meaning = meaningOf(resolve(schema.$ref, root), root, schema.$ref)
    }
    for (const each of readAll('allOf') ?? []) meaning = both(meaning, each)
    const any = readAll('anyOf')
    if (any) meaning = both(meaning, combine(any, inAny, true))
    const one = readAll('oneOf')
    if (one) meaning = both(meaning, combine(one, inExactlyOne, undefined))
    return meaning
  } catch (error) {
    throw error instanceof UnusableInput ? error : unusable((error as Error).message)
  }
}

function resolve(reference: string, root: Schema): Schema {
  const steps = reference.startsWith('#/') ? reference.slice(2).split('/') : []
  const found = steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)?.[step], root)
  if (!steps.length || typeof found !== 'object') throw new Error(`the reference ${reference}`)
  return found as Schema
}

function ownMeaning(schema: Schema, read: (inner: Schema, step: string) => Meaning): Meaning {
  const typeNames = schema.type === undefined ? [...types] : [schema.type].flat()
  const named = meaningOfTypes(typeNames.map((each) => (each === 'integer' ? 'number' : (each as Type))))
  const members = schema.const === undefined ? schema.enum : [schema.const]
  const allowed = members ? both(named, meaningOfMembers(members)) : named
  const { minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength, pattern, items } = schema
  const whole = typeNames.includes('integer') && !typeNames.includes('number')
  const texts = [
    ...(minLength > 0 || maxLength !== undefined ? [textsOfLength(minLength, maxLength)] : []),
    ...(pattern === undefined ? [] : [textsMatching(pattern)]),
  ]
  const { additionalProperties = true } = schema
  if (typeof additionalProperties !== 'boolean' && Object.keys(additionalProperties).length)
    throw new Error('additionalProperties with a schema')
  const properties = Object.entries(schema.properties ?? {})
  return both(allowed, {
    null: true,
    boolean: true,
    number: { whole, minimum, maximum },
    string: texts.reduce(inBoth, everyText),
    array: items ? { items: read(items, 'items') } : {},
    object: {
      properties: new Map(properties.map(([key, inner]) => [key, read(inner, `properties/${key}`)])),
      required: new Set(schema.required),
      open: additionalProperties !== false,
    },
  })
}

function meaningOfTypes(names: readonly Type[]): Meaning {
  const every: Required<Meaning> = {
    null: true,
    boolean: true,
    number: { whole: false, minimum: -Infinity, maximum: Infinity },
    string: everyText,
    array: {},
    object: { properties: new Map(), required: new Set(), open: true },
  }
  const strange = names.find((name) => !(name in every))
  if (strange !== undefined) throw new Error(`the type ${JSON.stringify(strange)}`)
  return Object.fromEntries(names.map((name) => [name, every[name]]))
}

function meaningOfMembers(members: readonly unknown[]): Meaning {
  const strange = members.find((member) => member !== null && typeof member !== 'string')
  if (strange !== undefined) throw new Error(`the enumerated value ${JSON.stringify(strange)}`)
  const texts = members.filter((member) => typeof member === 'string')
  return {
    ...(members.includes(null) && { null: true }),
    ...(texts.length && { string: textsOf(texts) }),
  }
}

/** What both meanings accept. */
function both(a: Meaning, b: Meaning): Meaning {
  const string = a.string && b.string && inBoth(a.string, b.string)
  return {
    ...(a.null && b.null && { null: true }),
    ...(a.boolean && b.boolean && { boolean: true }),
    ...(a.number &&
      b.number && {
        number: {
          whole: a.number.whole || b.number.whole,
          minimum: Math.max(a.number.minimum, b.number.minimum),
          maximum: Math.min(a.number.maximum, b.number.maximum),
        },
      }),
    ...(string && !string.isEmpty && { string }),
    ...(a.array && b.array && { array: bothArrays(a.array, b.array) }),
    ...(a.object && b.object && { object: bothObjects(a.object, b.object) }),
  }
}

function bothArrays(a: ArrayMeaning, b: ArrayMeaning): ArrayMeaning {
  if (a.items && b.items) return { items: both(a.items, b.items) }
  return a.items ? a : b
}

function bothObjects(a: ObjectMeaning, b: ObjectMeaning): ObjectMeaning {
  const properties = new Map<string, Meaning>()
  for (const key of new Set([...a.properties.keys(), ...b.properties.keys()])) {
    const [inA, inB] = [a.properties.get(key), b.properties.get(key)]
    if (inA && inB) properties.set(key, both(inA, inB))
    else if (inA && b.open) properties.set(key, inA)
    else if (inB && a.open) properties.set(key, inB)
  }
  return { properties, required: new Set([...a.required, ...b.required]), open: a.open && b.open }
}

/** What alternatives accept together. Only texts may be in more than one of them. */
function combine(
  alternatives: readonly Meaning[],
  combineTexts: (languages: readonly TextLanguage[]) => TextLanguage,
  shared: true | undefined,
): Meaning {
  const of = <T extends Type>(type: T) => alternatives.flatMap((each) => (each[type] ? [each[type]] : []))
  const single = (type: 'number' | 'array' | 'object') => {
    const [only, another] = of(type)
    if (another) throw new Error(`several alternatives of the type ${type}`)
    return only && { [type]: only }
  }
  const unit = (type: 'null' | 'boolean') =>
    (of(type).length === 1 || (shared && of(type).length)) && { [type]: true as const }
  const texts = combineTexts(of('string') as TextLanguage[])
  return {
    ...unit('null'),
    ...unit('boolean'),
    ...single('number'),
    ...(texts.isEmpty ? undefined : { string: texts }),
    ...single('array'),
    ...single('object'),
  }
}

function inExactlyOne(languages: readonly TextLanguage[]): TextLanguage {
  return inAny(
    languages.map((each, index) => without(each, inAny(languages.filter((_, other) => other !== index)))),
  )
}
