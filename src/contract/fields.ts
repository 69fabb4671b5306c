import { z } from 'zod'

/**
 * One field in both strengths of the contract. The strict schema accepts a subset of what the tolerant one
 * accepts.
 */
export interface Field<Schema extends z.ZodType = z.ZodType> {
  readonly tolerant: Schema
  readonly strict: Schema
}

/** Fields by their names. */
export type Fields = Readonly<Record<string, Field>>

/** The zod shape of some fields. Both strengths infer the same types. */
export type Shape<F extends Fields> = {
  -readonly [Key in keyof F]: F[Key] extends Field<infer Schema> ? Schema : never
}

/** The tolerant zod schemas of some fields. */
export function tolerantShape<const F extends Fields>(fields: F): Shape<F> {
  return shape(fields, 'tolerant')
}

/** The strict zod schemas of some fields. */
export function strictShape<const F extends Fields>(fields: F): Shape<F> {
  return shape(fields, 'strict')
}

function shape<const F extends Fields>(fields: F, strength: keyof Field): Shape<F> {
  const entries = Object.entries(fields).map(([key, field]) => [key, field[strength]])
  return Object.fromEntries(entries) as Shape<F>
}

/** An id. Tolerant: a whole number within ±(2^53 − 1). Strict: at least 1. */
export function id(description: string): Field<z.ZodInt> {
  return wholeNumber(description, { min: 1 })
}

/**
 * A version number. Tolerant: a whole number within ±(2^53 − 1). Strict: within `strictBounds`, by default at
 * least 1.
 */
export function versionNumber(description: string, strictBounds: Bounds = { min: 1 }): Field<z.ZodInt> {
  return wholeNumber(description, strictBounds)
}

/** A name or a label. Tolerant: any string. Strict: not empty. */
export function name(description: string): Field<z.ZodString> {
  return {
    tolerant: z.string().describe(description),
    strict: z.string().min(1).describe(description),
  }
}

interface Bounds {
  readonly min: number
  readonly max?: number
}

function wholeNumber(description: string, { min, max = Number.MAX_SAFE_INTEGER }: Bounds): Field<z.ZodInt> {
  return {
    tolerant: z.int().describe(description),
    strict: z.int().min(min).max(max).describe(description),
  }
}
