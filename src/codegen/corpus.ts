import { events } from '../contract/catalog.js'
import { absent, type Candidate, candidatesOf, SpelledNumber, type Verdict } from './corpus-candidates.js'
import { documents } from './documents.js'
import { typeName } from './event-names.js'
import type { JsonSchema } from './json-schema.js'
import { wholeExample } from './whole-example.js'

/**
 * The folder of the corpus. The schemas `X.json` and `strict/X.json` judge the cases of its file `X.json`.
 */
export const corpusFolder = 'test/corpus'

/** A language-neutral case. The verdicts follow from how `data` was made, not from a validator. */
export interface Case {
  /** What `data` is, or what was changed in an example. */
  readonly description: string
  /** The value to validate. */
  readonly data: unknown
  /** The verdict of the tolerant schema. */
  readonly valid: boolean
  /** The verdict of the strict schema. */
  readonly strictValid: boolean
  /** Why validators are known to differ on this case, if they are. */
  readonly optional?: string
}

/** Generates the corpus. Returns the text of each file by its path. */
export function corpusFiles(): Record<string, string> {
  const { tolerant, strict } = documents
  const ofEvents = events.map(({ type, example }) => {
    const title = typeName(type)
    return [title, casesOf(example, tolerant.events[title], strict.events[title])]
  })
  const stranger = { ...events[0].example, event_type: 'added_later', details: {} }
  const ofEnvelope = [
    ...casesOf(stranger, tolerant.envelope, strict.envelope),
    ...optionalCasesOf(stranger, tolerant.envelope, strict.envelope),
    ...events.map(({ type, example }) => caseOf(type, example, 'both')),
    caseOf('details of any kind', { ...stranger, details: { a: [{ b: null }] } }, 'both'),
  ]
  const files = { ...Object.fromEntries(ofEvents), WebhookEnvelope: ofEnvelope, WebhookEvent: ofUnion() }
  return Object.fromEntries(
    Object.entries<Case[]>(files).map(([title, cases]) => [`${corpusFolder}/${title}.json`, write(cases)]),
  )
}

function casesOf(example: object, tolerant: JsonSchema = {}, strict: JsonSchema = {}): Case[] {
  const whole = wholeExample(strict, example)
  return [
    caseOf('the example', example, 'both'),
    ...candidatesOf(tolerant, strict, whole)
      .filter(({ optional }) => optional === undefined)
      .map((candidate) => changed(whole, candidate)),
  ]
}

/** The cases on which validators may differ. Each value appears once: its place makes no difference. */
function optionalCasesOf(example: object, tolerant: JsonSchema, strict: JsonSchema): Case[] {
  const optional = candidatesOf(tolerant, strict, example).filter((each) => each.optional !== undefined)
  const spellings = optional.map(spelling)
  return optional
    .filter((_, index) => spellings.indexOf(spellings[index] ?? '') === index)
    .map((candidate) => changed(example, candidate))
}

function changed(example: unknown, candidate: Candidate): Case {
  const { path, value, verdict, optional } = candidate
  return caseOf(describe(candidate), put(example, path, value), verdict, optional)
}

/** The cases that only the union of all events decides: whether `details` belongs to `event_type`. */
function ofUnion(): Case[] {
  const strangers = ['', 'added_later', '__proto__', 'constructor', 'toString', 'hasOwnProperty']
  return events.flatMap(({ type, example }) => [
    caseOf(type, example, 'both'),
    ...strangers.map((stranger) =>
      caseOf(`${type} as ${JSON.stringify(stranger)}`, { ...example, event_type: stranger }, 'neither'),
    ),
    ...events
      .filter((other) => requiredDetails(other.type).some((key) => !(key in example.details)))
      .map((other) => caseOf(`${type} as ${other.type}`, { ...example, event_type: other.type }, 'neither')),
  ])
}

function requiredDetails(type: string): readonly string[] {
  return documents.tolerant.events[typeName(type)]?.properties?.details?.required ?? []
}

function caseOf(description: string, data: unknown, verdict: Verdict, optional?: string): Case {
  return {
    description,
    data,
    valid: verdict !== 'neither',
    strictValid: verdict === 'both',
    ...(optional !== undefined && { optional }),
  }
}

function describe(candidate: Candidate): string {
  const { path, value } = candidate
  const place = path.length ? path.map((key) => (key === '' ? '""' : key)).join('.') : 'root'
  return value === absent ? `${place} missing` : `${place} is ${spelling(candidate)}`
}

function spelling({ value }: Candidate): string {
  return value instanceof SpelledNumber ? value.text : JSON.stringify(value)
}

function put(target: unknown, [key, ...rest]: Candidate['path'], value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(target))
    return target.map((item, index) => (index === key ? put(item, rest, value) : item))
  const members = { ...(target as Record<string, unknown>) }
  const changed = put(members[key], rest, value)
  if (changed !== absent) return { ...members, [key]: changed }
  delete members[key]
  return members
}

/** Writes one case per line. */
function write(cases: Case[]): string {
  const line = (each: Case) =>
    JSON.stringify(each, (_, value) =>
      value instanceof SpelledNumber ? `\u0000${value.text}` : value,
    ).replace(/"\\u0000([^"]+)"/g, '$1')
  return `[\n${cases.map(line).join(',\n')}\n]\n`
}
