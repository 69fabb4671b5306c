import type { FieldSchema } from '../generated/schemas.js'
import type { EventIssue, EventIssueCode, WebhookEventType } from '../index.js'
import { fieldName, kindOf } from '../issue/issue.js'
import { presentSchema } from './event-schema.js'

/** The keys from the root of an event to a field. */
export type Path = EventIssue['path']

type DefectCode = Exclude<EventIssueCode, 'invalid_json'>

/** One way in which a value of a schema can be wrong. */
export interface Defect {
  /** The field that is wrong, in an array `lastItem`. For `unknown_key`, the object that holds the key. */
  readonly path: Path
  /** The code of the issue that the defect causes. */
  readonly code: DefectCode
  /** The schema of the value at `path`. */
  readonly schema: FieldSchema
}

/** Stands for the index of the last item in an array of any length. */
export const lastItem = -1

/** Stands for a missing value. */
export const absent = Symbol('absent')

/** What replaces the value at the path of a defect. */
export interface WrongValue {
  /** Any JSON value, or `absent`. */
  readonly value: unknown
  /** The unknown key, only for the code `unknown_key`. */
  readonly key?: string
}

/** An event with exactly one defect. */
export interface InvalidEvent {
  /** Says what is wrong: `prompt_template_deleted: user_id is missing`. Use it as the name of a test. */
  readonly name: string
  /** The type of the valid event that it was made from. */
  readonly type: WebhookEventType
  /** The payload to refuse. It can be any JSON value, such as `null` or an array. */
  readonly event: unknown
  /** The path and the code of the only issue that a validator must report. */
  readonly issue: Pick<EventIssue, 'path' | 'code'>
}

/** Lists every way in which an event can be invalid by its schema. */
export function eventDefects(schema: FieldSchema): Defect[] {
  // An event of another type is unknown, not invalid.
  return defectsOf(schema).filter(({ path, code }) => path[0] !== 'event_type' || code !== 'invalid_value')
}

const codeOfKeyword = {
  enum: 'invalid_value',
  pattern: 'invalid_format',
  minLength: 'too_short',
  minimum: 'too_small',
  maximum: 'too_big',
  additionalProperties: 'unknown_key',
} as const

function defectsOf(schema: FieldSchema, path: Path = []): Defect[] {
  const { properties = {}, required = [], items, ...keywords } = presentSchema(schema)
  const codes = Object.entries(codeOfKeyword).flatMap(([keyword, code]) => (keyword in keywords ? code : []))
  return [
    ...(['invalid_type', ...codes] as const).map((code) => ({ path, code, schema })),
    ...Object.entries(properties).flatMap(([key, child]) => [
      ...(required.includes(key) ? [{ path: [...path, key], code: 'missing' as const, schema: child }] : []),
      ...defectsOf(child, [...path, key]),
    ]),
    ...(items ? defectsOf(items, [...path, lastItem]) : []),
  ]
}

/** Puts a defect into a valid event. The field at the path of the defect must be present. */
export function withDefect(
  type: WebhookEventType,
  valid: unknown,
  { path, code }: Defect,
  wrong: WrongValue,
): InvalidEvent {
  const issuePath = [...indexed(valid, path), ...(wrong.key === undefined ? [] : [wrong.key])]
  return {
    name: `${type}: ${fieldName(issuePath) || 'the event'} ${predicate(code, wrong.value)}`,
    type,
    event: put(valid, issuePath, wrong.value),
    issue: { path: issuePath, code },
  }
}

function predicate(code: DefectCode, value: unknown): string {
  return code === 'invalid_type' ? `is ${kindOf(value)}` : predicates[code]
}

const predicates: Readonly<Record<Exclude<DefectCode, 'invalid_type'>, string>> = {
  missing: 'is missing',
  unknown_key: 'is an unknown key',
  invalid_value: 'has an unknown value',
  invalid_format: 'has the wrong format',
  too_small: 'is too small',
  too_big: 'is too big',
  too_short: 'is too short',
}

type Members = Readonly<Record<string | number, unknown>>

function indexed(target: unknown, [key, ...rest]: Path): Path {
  if (key === undefined) return []
  const found = key === lastItem ? (target as readonly unknown[]).length - 1 : key
  return [found, ...indexed((target as Members)[found], rest)]
}

function put(target: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  const { [key]: child, ...others } = target as Members
  const changed = put(child, rest, value)
  if (Array.isArray(target)) return target.map((item, index) => (index === key ? changed : item))
  return changed === absent ? others : { ...(target as Members), [key]: changed }
}
