import type { FieldSchema } from '../generated/schemas.js'
import type { EventIssue, EventIssueCode, WebhookEventType } from '../index.js'
import { fieldName, kindOf } from '../issue/issue.js'
import { presentSchema } from './event-schema.js'

export type Path = EventIssue['path']

type DefectCode = Exclude<EventIssueCode, 'invalid_json'>

/** One way in which a value of a schema can be wrong. */
export interface Defect {
  /** Leads to the field that is wrong, in arrays by `lastItem`; for `unknown_key` to the object that has it. */
  readonly path: Path
  readonly code: DefectCode
  /** The schema of what the path leads to. */
  readonly schema: FieldSchema
}

/** The index of an array's last item, which may be any. */
export const lastItem = -1

/** The value that stands for no value at all. */
export const absent = Symbol('absent')

/** What is put where a defect is: a wrong value, or `absent`; for `unknown_key` also the key. */
export interface Wrong {
  readonly value: unknown
  readonly key?: string
}

/** Something that is wrong in one way only. */
export interface InvalidEvent {
  /** Says what is wrong, as `prompt_template_deleted: user_id is missing`. */
  readonly name: string
  /** The type that the event has, or would have. */
  readonly type: WebhookEventType
  /** What has to be refused: any JSON value. */
  readonly event: unknown
  /** The one issue that refuses it has these. */
  readonly issue: Pick<EventIssue, 'path' | 'code'>
}

/** Every way in which an event can be invalid by its schema. */
export function eventDefects(schema: FieldSchema): Defect[] {
  // An event of another type is no invalid one, but unknown.
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

/** A sound event with one thing wrong in it. What the defect's path leads to has to be there. */
export function spoil(
  type: WebhookEventType,
  sound: unknown,
  { path, code }: Defect,
  wrong: Wrong,
): InvalidEvent {
  const issuePath = [...indexed(sound, path), ...(wrong.key === undefined ? [] : [wrong.key])]
  return {
    name: `${type}: ${fieldName(issuePath) || 'it'} ${predicate(code, wrong.value)}`,
    type,
    event: put(sound, issuePath, wrong.value),
    issue: { path: issuePath, code },
  }
}

function predicate(code: DefectCode, value: unknown): string {
  return code === 'invalid_type' ? `is ${kindOf(value)}` : predicates[code]
}

const predicates: Readonly<Record<Exclude<DefectCode, 'invalid_type'>, string>> = {
  missing: 'is missing',
  unknown_key: 'is no field of it',
  invalid_value: 'has another value',
  invalid_format: 'has another form',
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
