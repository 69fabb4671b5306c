import type { PublishedSchema } from '../../src/codegen/json-schema.js'
import { patternMutants } from './pattern-mutants.js'

/** A schema that is broken in one place. */
export interface Mutant {
  /** Where and how: `#/properties/user_id/minimum without`. */
  readonly place: string
  readonly schema: PublishedSchema
  /** The original schema of that place. */
  readonly broken: PublishedSchema
}

/** Breaks a schema in every single place: drops each constraint, and moves it in each direction. */
export function schemaMutants(schema: PublishedSchema, pointer = '#'): Mutant[] {
  const inside = (keyword: 'properties' | 'definitions' | 'oneOf' | 'allOf') =>
    Object.entries<PublishedSchema>(schema[keyword] ?? {}).flatMap(([key, child]) =>
      schemaMutants(child, `${pointer}/${keyword}/${key}`).map((mutant) => {
        const children = structuredClone(schema[keyword]) as Record<string, PublishedSchema>
        children[key] = mutant.schema
        return { ...mutant, schema: { ...schema, [keyword]: children } }
      }),
    )
  const items = schema.items ? schemaMutants(schema.items, `${pointer}/items`) : []
  return [
    ...changes(schema).map(([what, change]) => ({
      place: `${pointer} ${what}`,
      schema: JSON.parse(JSON.stringify({ ...schema, ...change })),
      broken: schema,
    })),
    ...inside('properties'),
    ...inside('definitions'),
    ...inside('oneOf'),
    ...inside('allOf'),
    ...items.map((mutant) => ({ ...mutant, schema: { ...schema, items: mutant.schema } })),
  ]
}

type Change = readonly [
  what: string,
  change: { [Keyword in keyof PublishedSchema]: PublishedSchema[Keyword] | undefined },
]

function changes(schema: PublishedSchema): Change[] {
  const {
    type,
    required = [],
    properties = {},
    enum: members,
    pattern,
    minLength,
    oneOf,
    allOf,
    items,
  } = schema
  const without = (keyword: keyof PublishedSchema): Change => [`without ${keyword}`, { [keyword]: undefined }]
  const moved = (['minimum', 'maximum'] as const).flatMap((keyword): Change[] => {
    const bound = schema[keyword]
    if (bound === undefined) return []
    const to = (value: number): Change => [`${keyword} ${value}`, { [keyword]: value }]
    return [without(keyword), to(bound - 1), to(bound + 1)]
  })
  const unrequired = Object.keys(properties).filter((key) => !required.includes(key))
  return [
    ...(type ? [without('type')] : []),
    ...(Array.isArray(type) ? type.map((only): Change => [`type ${only}`, { type: only }]) : []),
    ...(type === 'integer' ? [['type number', { type: 'number' }] as const] : []),
    ...moved,
    ...(minLength === undefined ? [] : [without('minLength'), ['minLength 2', { minLength: 2 }] as const]),
    ...(members ? [without('enum')] : []),
    ...(members ?? []).map((member): Change => {
      const others = members?.filter((each) => each !== member) ?? []
      return [`enum without ${member}`, { enum: others.length ? others : [`${member}?`] }]
    }),
    ...(pattern === undefined ? [] : [without('pattern')]),
    ...patternMutants(pattern).map((mutant): Change => [`pattern ${mutant}`, { pattern: mutant }]),
    ...(items ? [without('items')] : []),
    ...required.map(
      (key): Change => [`${key} not required`, { required: required.filter((each) => each !== key) }],
    ),
    ...unrequired.map((key): Change => [`${key} required`, { required: [...required, key] }]),
    ...Object.entries(properties).map(([key]): Change => {
      const { [key]: _, ...others } = properties
      return [`without the property ${key}`, { properties: others }]
    }),
    ...(schema.additionalProperties === false ? [without('additionalProperties')] : []),
    ...(type === 'object' && schema.additionalProperties !== false
      ? [['additionalProperties false', { additionalProperties: false }] as const]
      : []),
    ...(allOf ? [without('allOf')] : []),
    ...(oneOf ?? []).map(
      (_, index): Change => [
        `without alternative ${index}`,
        { oneOf: oneOf?.filter((_, other) => other !== index) },
      ],
    ),
  ]
}
