import { type Meaning, meaningOf } from './meaning.js'
import { type Schema, silentKeywords, visitSchemas } from './schema.js'
import {
  isApiDocument,
  isSchemaDocument,
  type NamedSchema,
  namedSchemas,
  type SchemaFiles,
} from './schema-files.js'
import { UnusableInput } from './unusable-input.js'

/** The two strengths of the contract. */
export type Strength = 'tolerant' | 'strict'

/** What a schema describes. */
export interface Subject {
  /** An event type, or the title of a schema for something else. */
  readonly name: string
  /**
   * `event`: one event type. `envelope`: an event of any type. `part`: a part of events. `answer`: anything
   * else in an API document, such as the answer of a receiver.
   */
  readonly kind: 'event' | 'envelope' | 'part' | 'answer'
  readonly strength: Strength
  /** The file that describes it. */
  readonly file: string
  readonly meaning: Meaning
}

/**
 * Lists what the schemas of one version describe. An event has several schemas: its own file, a
 * definition in the bundle, a component of the API documents.
 *
 * @throws {UnusableInput} if a schema cannot be understood, or if no schema describes an event or the
 * envelope.
 */
export function subjectsOf(files: SchemaFiles, version: string): Subject[] {
  const subjects = [...files].flatMap(([path, content]) => {
    try {
      return subjectsOfFile(path, content)
    } catch (error) {
      if (error instanceof UnusableInput) error.message = `${version}: ${path} ${error.message}`
      throw error
    }
  })
  for (const kind of ['event', 'envelope'] as const) {
    if (!subjects.some((each) => each.kind === kind))
      throw new UnusableInput(`${version} has no schema of an ${kind}. Name a folder like schemas/v1.`)
  }
  return subjects
}

/** The alternatives of a union of events, or nothing if the schema is not a union. */
export function alternativesOf(schema: Schema): readonly Schema[] | undefined {
  const { oneOf, anyOf, ...others } = schema
  const alternatives = oneOf ?? anyOf
  const isUnion = alternatives && Object.keys(others).every((keyword) => silentKeywords.has(keyword))
  return isUnion ? alternatives : undefined
}

/** The event type that a schema describes. */
export function eventTypeOf({ properties }: Schema): string | undefined {
  const { enum: members, const: only } = properties?.event_type ?? {}
  const [type, another] = only === undefined ? (members ?? []) : [only]
  return typeof type === 'string' && another === undefined ? type : undefined
}

function subjectsOfFile(file: string, content: unknown): Subject[] {
  const strength: Strength = file.split('/').includes('strict') ? 'strict' : 'tolerant'
  const subject = (title: string, schema: Schema): Subject => {
    const type = eventTypeOf(schema)
    const other = isApiDocument(content) ? 'answer' : 'part'
    const anyType = schema.properties?.event_type ? 'envelope' : other
    const kind = type === undefined ? anyType : 'event'
    return { name: type ?? title, kind, strength, file, meaning: meaningOf(schema, content as Schema) }
  }
  const alternatives = isSchemaDocument(content) ? alternativesOf(content) : undefined
  const isAlternative = (title: string) =>
    alternatives?.some(({ $ref }) => $ref?.endsWith(`/${title}`)) ?? false
  const schemas = namedSchemas(file, content)
  if (alternatives?.some(({ $ref }) => !schemas.some(([title]) => $ref?.endsWith(`/${title}`))))
    throw new UnusableInput('#: an alternative of a union needs its own definition.')
  return notReferenced(schemas.filter(([, schema]) => !alternatives || schema !== content))
    .filter(([title, schema]) => !alternatives || isAlternative(title) || eventTypeOf(schema) === undefined)
    .map(([title, schema]) => subject(title, schema))
}

// A schema that another one refers to is a part of that one's meaning.
function notReferenced(named: readonly NamedSchema[]): NamedSchema[] {
  const references = new Set<string>()
  for (const [, schema] of named) visitSchemas(schema, ({ $ref }) => $ref && references.add($ref))
  return named.filter(([title]) => ![...references].some((reference) => reference.endsWith(`/${title}`)))
}
