import { eventInFile } from '../../event/event-in-file.js'
import { type EventIssue, readStrictWebhookEvent, readWebhookEvent, webhookEventTypes } from '../../index.js'
import { quoted } from '../../issue/quoted.js'
import { closestMatch } from '../terminal/closest-match.js'
import { maxRecordBytes, type SourceRecord } from './source-record.js'
import { findSyntaxError } from './syntax-error.js'

/** One thing that is wrong with a record, as an event or as text. */
export interface RecordIssue extends Pick<EventIssue, 'path' | 'message'> {
  readonly code: EventIssue['code'] | 'unknown_event_type' | 'empty' | SourceProblem
}
type SourceProblem = NonNullable<SourceRecord['problem']>

/** A record with issues, and its place in the file. */
export interface Problem {
  /** `unknown`: the event is sound, but the contract does not have its type. */
  readonly verdict: 'invalid' | 'unknown'
  /** Where the record starts or, if it is not JSON, where the syntax error is. From 1. */
  readonly line: number
  /** Where the syntax error is, from 1. Present only if the record is not JSON. */
  readonly column?: number
  /** The index in the JSON array that holds the record, from 0. */
  readonly item?: number
  readonly issues: readonly RecordIssue[]
}

/** The result of checking one record. */
export type RecordResult = { readonly verdict: 'valid'; readonly eventType: string } | Problem

/**
 * Checks one record against the contract.
 *
 * @param strict Use the strict contract. An unknown event type is then invalid, as senders send only known
 * types. A `$schema` for editors is not.
 */
export function checkRecord(record: SourceRecord, strict: boolean): RecordResult {
  let value: unknown
  try {
    value = JSON.parse(record.text)
  } catch {
    return textProblem(record)
  }
  // To the tolerant contract, the `$schema` of a file is one more unknown field.
  const reading = strict ? readStrictWebhookEvent(eventInFile(value)) : readWebhookEvent(value)
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
  const nearest = closestMatch(eventType, webhookEventTypes, 2)
  const hint = nearest ? `, did you mean ${nearest}?` : ''
  const message = `event_type: ${quoted(eventType)} is not a known event type${hint}`
  return { path: ['event_type'], message, code: 'unknown_event_type' }
}

function textProblem(record: SourceRecord): Problem {
  const { text, line, column, problem: code } = record
  const invalid = (code: RecordIssue['code'], message: string) =>
    problem('invalid', record, [{ path: [], message, code }])
  if (code) return invalid(code, sourceProblems[code])
  if (text.trim() === '') return invalid('empty', 'empty, expected an event')
  const found = findSyntaxError(text)
  return {
    ...invalid('invalid_json', `not JSON${found ? `: ${found.reason}` : ''}`),
    line: line + (found?.line ?? 0),
    column: (found?.column ?? 0) + (found?.line ? 1 : column),
  }
}

const sourceProblems: Record<SourceProblem, string> = {
  too_long: `longer than ${maxRecordBytes / 1024 / 1024} MiB, skipped`,
  not_utf8: 'not UTF-8 text',
  unclosed_array: 'not JSON: expected a closing bracket',
}
