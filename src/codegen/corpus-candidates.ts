import { timestampPattern } from '../contract/timestamp.js'
import { refusedTimestamps, takenTimestamps } from './corpus-timestamps.js'
import type { JsonSchema } from './json-schema.js'

/** Which strengths accept a value. Strict accepts nothing that tolerant refuses. */
export type Verdict = 'both' | 'tolerant' | 'neither'

/** A change to one place of an example, and the verdict that follows. */
export interface Candidate {
  readonly path: Path
  readonly value: unknown
  readonly verdict: Verdict
  /** Why validators are known to differ on the value, if they are. */
  readonly optional?: string
}

type Path = readonly (string | number)[]

/** Strings that every string field accepts, except that strict refuses an empty name. */
export const unusualTexts = ['', ' ', 'José 😀\u2028"\\/']

/** Keys that no object of the contract has. */
export const unknownKeys = ['extra', '', '__proto__', 'constructor', 'toString']

/** Stands for a missing value. */
export const absent = Symbol('absent')

/** A number in a spelling that `JSON.stringify` would not write. */
export class SpelledNumber {
  constructor(readonly text: string) {}
}

/**
 * Returns candidates for every constraint of a schema, on both sides of each limit. The two strengths differ
 * only in the constraints of scalars and in unknown keys, so both schemas are walked together.
 *
 * @param example A valid event. Each object in it is present, and each list has an item.
 * @throws {Error} on a schema for which it has no candidates.
 */
export function candidatesOf(tolerant: JsonSchema, strict: JsonSchema, example: unknown): Candidate[] {
  const [alternative, nothing] = tolerant.oneOf ?? []
  if (alternative && nothing?.type === 'null') {
    const others = candidatesOf(alternative, strict.oneOf?.[0] ?? {}, example)
    return [...others.filter(({ path, value }) => path.length || value !== null), here(null, 'both')]
  }
  const wrongTypes = [null, true, 1.5, 'a', [], {}].filter((value) => !isOfType(value, tolerant))
  const rightType = candidatesOfType[tolerant.type ?? 'null']
  if (!rightType) throw new Error(`The corpus has no candidates for ${JSON.stringify(tolerant)}`)
  return [...wrongTypes.map((value) => here(value, 'neither')), ...rightType(tolerant, strict, example)]
}

type Candidates = (tolerant: JsonSchema, strict: JsonSchema, example: unknown) => Candidate[]

const candidatesOfType: Partial<Record<NonNullable<JsonSchema['type']>, Candidates>> = {
  boolean: () => [here(true, 'both'), here(false, 'both')],

  integer(tolerant, strict) {
    const { edges, judged } = boundsOf(tolerant, strict)
    const values = new Set(edges.flatMap((edge) => [edge - 1, edge, edge + 1]))
    return [
      ...[...values, 1e300].map((value) => here(value, judged(value))),
      here((strict.minimum ?? 0) + 0.5, 'neither'),
      // Whole numbers that a double cannot represent.
      ...['9007199254740993', '-9007199254740993'].map((text) => spelled(text, judged)),
      ...['1.0', '1e2'].map((text) => ({
        ...spelled(text, judged),
        optional: 'some validators decide by its spelling whether a number is whole',
      })),
      {
        ...spelled('1e400', judged),
        optional: 'some validators fail on a number beyond the largest double',
      },
    ]
  },

  number(tolerant, strict) {
    const { edges, judged } = boundsOf(tolerant, strict)
    const values = new Set(edges.flatMap((edge) => [edge - 0.5, edge, edge + 0.5]))
    return [...values].map((value) => here(value, judged(value)))
  },

  string(tolerant, strict) {
    if (tolerant.enum) {
      const members = tolerant.enum
      const strangers = members.flatMap((member) => [`${member} `, member.toUpperCase(), member.slice(1)])
      return [
        ...members.map((member) => here(member, verdict(true, strict.enum?.includes(member)))),
        ...['', ...strangers.filter((each) => !members.includes(each))].map((each) => here(each, 'neither')),
      ]
    }
    if (tolerant.pattern === timestampPattern.source) {
      return [
        ...takenTimestamps.map((value) => here(value, 'both')),
        ...refusedTimestamps.map((value) => here(value, 'neither')),
      ]
    }
    if (tolerant.pattern !== undefined)
      throw new Error(`The corpus has no candidates for ${tolerant.pattern}`)
    const known = strict.enum ?? []
    const strictly = (text: string) => (strict.enum ? known.includes(text) : text !== '' || !strict.minLength)
    return [
      ...[...known, ...known.map((each) => `${each} `), ...unusualTexts].map((text) =>
        here(text, verdict(true, strictly(text))),
      ),
      {
        ...here('\ud83d', verdict(true, !strict.enum)),
        optional: 'some parsers refuse half of a surrogate pair',
      },
    ]
  },

  array({ items = {} }, strict, example) {
    const [first] = example as unknown[]
    return [
      here([], 'both'),
      here([first, first], 'both'),
      ...under(0, candidatesOf(items, strict.items ?? {}, first)),
    ]
  },

  object({ properties = {}, required = [] }, strict, example) {
    const members = example as Record<string, unknown>
    return [
      ...Object.entries(properties).flatMap(([key, schema]) =>
        under(key, [
          here(absent, required.includes(key) ? 'neither' : 'both'),
          ...candidatesOf(schema, strict.properties?.[key] ?? {}, members[key]),
        ]),
      ),
      ...unknownKeys.flatMap((key) =>
        under(key, [here(1, verdict(true, strict.additionalProperties !== false))]),
      ),
    ]
  },
}

function boundsOf(tolerant: JsonSchema, strict: JsonSchema) {
  const within = ({ minimum = -Infinity, maximum = Infinity }: JsonSchema, value: number) =>
    minimum <= value && value <= maximum
  return {
    edges: [tolerant, strict].flatMap(({ minimum = 0, maximum = 0 }) => [minimum, maximum]),
    judged: (value: number) => verdict(within(tolerant, value), within(strict, value)),
  }
}

function here(value: unknown, verdict: Verdict): Candidate {
  return { path: [], value, verdict }
}

function spelled(text: string, judged: (value: number) => Verdict): Candidate {
  return here(new SpelledNumber(text), judged(Number(text)))
}

function under(key: string | number, candidates: Candidate[]): Candidate[] {
  return candidates.map((candidate) => ({ ...candidate, path: [key, ...candidate.path] }))
}

function verdict(tolerant: boolean, strict = false): Verdict {
  if (!tolerant) return 'neither'
  return strict ? 'both' : 'tolerant'
}

function isOfType(value: unknown, { type }: JsonSchema): boolean {
  if (Array.isArray(value)) return type === 'array'
  return value === null ? type === 'null' : typeof value === (type === 'integer' ? 'bigint' : type)
}
