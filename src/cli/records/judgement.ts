import { type EventIssue, readStrictWebhookEvent, readWebhookEvent } from '../../index.js'
import { quoted } from '../../issue/quoted.js'
import { nearestEventType } from '../terminal/nearest-event-type.js'
import { longestRecord, type SourceRecord } from './source-record.js'
import { findSyntaxError } from './syntax-error.js'

/** What is wrong with a record: as an event, or as a text. */
export interface RecordIssue extends Pick<EventIssue, 'path' | 'message'> {
  readonly code: EventIssue['code'] | 'unknown_event_type' | 'empty' | SourceProblem
}
type SourceProblem = NonNullable<SourceRecord['problem']>

/** What is wrong with a record, and where. */
export interface Problem {
  /** A type that the contract does not know is an issue, and none that makes an event invalid. */
  readonly verdict: 'invalid' | 'unknown'
  /** Where the record starts or, if it is no JSON, where it stops being any. From 1. */
  readonly line: number
  readonly column?: number
  /** From 0. */
  readonly item?: number
  readonly issues: readonly RecordIssue[]
}

/** What became of a record. */
export type Judgement = { readonly verdict: 'valid'; readonly eventType: string } | Problem

/** By the strict contract an unknown type is invalid: an emitter sends only what the contract has. */
export function judge(record: SourceRecord, strict: boolean): Judgement {
  let value: unknown
  try {
    value = JSON.parse(record.text)
  } catch {
    return refuseText(record)
  }
  const reading = strict ? readStrictWebhookEvent(value) : readWebhookEvent(value)
  if (reading.kind === 'event') return { verdict: 'valid', eventType: reading.event.event_type }
  if (reading.kind === 'invalid') return problem('invalid', record, reading.error.issues)
  return problem(strict ? 'invalid' : 'unknown', record, [unknownType(reading.event.event_type)])
}

function problem(
  verdict: Problem['verdict'],
  { line, item }: Pick<SourceRecord, 'line' | 'item'>,
  issues: readonly RecordIssue[],
): Problem {
  return { verdict, line, ...(item !== undefined && { item }), issues }
}

function unknownType(eventType: string): RecordIssue {
  const nearest = nearestEventType(eventType, 2)
  const hint = nearest ? `, did you mean ${nearest}?` : ''
  const message = `event_type: ${quoted(eventType)} is not a type that the contract knows${hint}`
  return { path: ['event_type'], message, code: 'unknown_event_type' }
}

function refuseText(record: SourceRecord): Problem {
  const { text, line, column, problem: code } = record
  const refuse = (code: RecordIssue['code'], message: string) =>
    problem('invalid', record, [{ path: [], message, code }])
  if (code) return refuse(code, sourceProblems[code])
  if (text.trim() === '') return refuse('empty', 'empty, expected an event')
  const found = findSyntaxError(text)
  return {
    ...refuse('invalid_json', `not JSON${found ? `: ${found.reason}` : ''}`),
    line: line + (found?.line ?? 0),
    column: (found?.column ?? 0) + (found?.line ? 1 : column),
  }
}

const sourceProblems: Record<SourceProblem, string> = {
  too_long: `longer than ${longestRecord / 1024 / 1024} MiB, not read`,
  not_utf8: 'not UTF-8 text',
  unclosed_array: 'not JSON: close bracket expected',
}
