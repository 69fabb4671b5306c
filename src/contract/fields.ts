import { z } from 'zod'

/**
 * One field in both strengths of the contract. The strict schema accepts a subset of what the tolerant one
 * accepts.
 */
export interface Field<Tolerant extends z.ZodType = z.ZodType, Strict extends z.ZodType = z.ZodType> {
  readonly tolerant: Tolerant
  readonly strict: Strict
}

/** Fields by their names. */
export type Fields = Readonly<Record<string, Field>>

/** The zod shape of some fields, in one strength. */
export type Shape<F extends Fields, Strength extends keyof Field> = {
  -readonly [Key in keyof F]: F[Key][Strength]
}

/** The tolerant zod schemas of some fields. */
export function tolerantShape<const F extends Fields>(fields: F): Shape<F, 'tolerant'> {
  return shape(fields, 'tolerant')
}

/** The strict zod schemas of some fields. */
export function strictShape<const F extends Fields>(fields: F): Shape<F, 'strict'> {
  return shape(fields, 'strict')
}

function shape<const F extends Fields, Strength extends keyof Field>(fields: F, strength: Strength) {
  const entries = Object.entries(fields).map(([key, field]) => [key, field[strength]])
  return Object.fromEntries(entries) as Shape<F, Strength>
}

/** A numeric id. Tolerant: a whole number within ±(2^53 − 1). Strict: at least 1. */
export function id(description: string): Field<z.ZodInt, z.ZodInt> {
  return wholeNumber(description, { min: 1 })
}

/**
 * A version number. Tolerant: a whole number within ±(2^53 − 1). Strict: within `strictBounds`, by default at
 * least 1.
 */
export function versionNumber(description: string, strictBounds: Bounds = { min: 1 }) {
  return wholeNumber(description, strictBounds)
}

/** How many there are of something. Tolerant: a whole number within ±(2^53 − 1). Strict: at least 0. */
export function count(description: string) {
  return wholeNumber(description, { min: 0 })
}

/** A name, a label, a path, or an id that is text. Tolerant: any string. Strict: not empty. */
export function name(description: string): Field<z.ZodString, z.ZodString> {
  return {
    tolerant: z.string().describe(description),
    strict: z.string().min(1).describe(description),
  }
}

/** Text of any kind. Both strengths: any string. */
export function text(description: string): Field<z.ZodString, z.ZodString> {
  const schema = z.string().describe(description)
  return { tolerant: schema, strict: schema }
}

/** Any string, with the known values for completion. A plain union with `string` would lose them. */
type AnyOf<Values extends string> = Values | (string & {})

/**
 * An enumerated field. Tolerant: any string, because senders add values. Strict: one of the known values. The
 * types list the known values.
 */
export function oneOf<const Values extends readonly [string, ...string[]]>(
  description: string,
  values: Values,
): Field<z.ZodType<AnyOf<Values[number]>, string>, z.ZodEnum<{ [Value in Values[number]]: Value }>> {
  return {
    tolerant: z.string().meta({ description, examples: [...values] }) as z.ZodType<string> as z.ZodType<
      AnyOf<Values[number]>,
      string
    >,
    strict: z.enum(values).describe(description),
  }
}

/** A list of any length, whose items are all of one kind. */
export function listOf<Tolerant extends z.ZodType, Strict extends z.ZodType>(
  description: string,
  { tolerant, strict }: Field<Tolerant, Strict>,
): Field<z.ZodArray<Tolerant>, z.ZodArray<Strict>> {
  return {
    tolerant: z.array(tolerant).describe(description),
    strict: z.array(strict).describe(description),
  }
}

/** A field that an event may lack. It cannot be `undefined`, which JSON has not. */
export function optional<Tolerant extends z.ZodType, Strict extends z.ZodType>({
  tolerant,
  strict,
}: Field<Tolerant, Strict>): Field<z.ZodExactOptional<Tolerant>, z.ZodExactOptional<Strict>> {
  return { tolerant: z.exactOptional(tolerant), strict: z.exactOptional(strict) }
}

/** A field that may be `null`. */
export function nullable<Tolerant extends z.ZodType, Strict extends z.ZodType>({
  tolerant,
  strict,
}: Field<Tolerant, Strict>): Field<z.ZodNullable<Tolerant>, z.ZodNullable<Strict>> {
  return { tolerant: orNull(tolerant), strict: orNull(strict) }
}

function orNull<Schema extends z.ZodType>(schema: Schema): z.ZodNullable<Schema> {
  return z.nullable(schema).describe(schema.description ?? '')
}

interface Bounds {
  readonly min: number
  readonly max?: number
}

function wholeNumber(
  description: string,
  { min, max = Number.MAX_SAFE_INTEGER }: Bounds,
): Field<z.ZodInt, z.ZodInt> {
  return {
    tolerant: z.int().describe(description),
    strict: z.int().min(min).max(max).describe(description),
  }
}
