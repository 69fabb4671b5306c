import { InvalidEventError, UnknownEventTypeError, WebhookContractError } from '../event/errors.js'
import {
  readStrictWebhookEvent,
  readWebhookEvent,
  type UnknownWebhookEvent,
  type WebhookEvent,
} from '../index.js'
import { payloadFiles } from './payload-files.js'

/** A payload of a file. */
export interface RecordedPayload {
  /** Its file within the folder, and its place where that is an array: `2026/events.json[3]`. */
  readonly source: string
  /** The event; of an unknown type only the envelope is known to be sound. */
  readonly event: WebhookEvent | UnknownWebhookEvent
}

/** A payload that is no sound event. */
export interface InvalidPayload {
  /** As in `RecordedPayload`. */
  readonly source: string
  readonly error: InvalidEventError | UnknownEventTypeError
}

/** Some of the recorded payloads are invalid; `payloads` tells which, and why. */
export class InvalidPayloadsError extends WebhookContractError {
  static override readonly brand: string = 'InvalidPayloadsError'
  override readonly name = 'InvalidPayloadsError'
  readonly code = 'invalid_payloads'
  /** All that are invalid. */
  readonly payloads: readonly InvalidPayload[]

  constructor(folder: string, payloads: readonly InvalidPayload[]) {
    const lines = payloads.map(({ source, error }) => `\n  ${source}: ${error.message}`)
    super(`Invalid payloads in ${folder}:${lines.join('')}`)
    this.payloads = payloads
  }
}

/**
 * Validates the events in a folder's `.json` files, those in its folders included, by the tolerant contract: recorded
 * payloads stay what the code expects, whatever version of the contract it uses. A file holds an event or an array of events.
 * A type that the contract does not know is not invalid. Node only, or what has Node's modules.
 *
 * @returns all payloads, in the order of their names, for tests to go on with.
 * @throws {InvalidPayloadsError} that names every invalid one.
 * @throws {TypeError} if there is no payload in the folder, or no file system.
 */
export function checkPayloads(folder: string): RecordedPayload[] {
  return check(folder, readTolerant)
}

/** Like `checkPayloads`, by the strict contract: for payloads that are sent. */
export function checkStrictPayloads(folder: string): RecordedPayload[] {
  return check(folder, readStrict)
}

type Verdict = { readonly event: RecordedPayload['event'] } | { readonly error: InvalidPayload['error'] }

function readTolerant(value: unknown): Verdict {
  const reading = readWebhookEvent(value)
  return reading.kind === 'invalid' ? { error: reading.error } : { event: reading.event }
}

function readStrict(value: unknown): Verdict {
  const reading = readStrictWebhookEvent(value)
  return reading.kind === 'unknown' ? { error: new UnknownEventTypeError(reading.event.event_type) } : reading
}

function check(folder: string, read: (value: unknown) => Verdict): RecordedPayload[] {
  const recorded: RecordedPayload[] = []
  const invalid: InvalidPayload[] = []
  const judge = (source: string, verdict: Verdict) =>
    'event' in verdict ? recorded.push({ source, ...verdict }) : invalid.push({ source, ...verdict })
  for (const { file, text } of payloadFiles(folder)) {
    const value = parse(text)
    if (value instanceof InvalidEventError) judge(file, { error: value })
    else if (!Array.isArray(value)) judge(file, read(value))
    else for (const [index, item] of value.entries()) judge(`${file}[${index}]`, read(item))
  }
  if (invalid.length > 0) throw new InvalidPayloadsError(folder, invalid)
  if (recorded.length === 0) throw new TypeError(`${folder}: no .json file in it holds a payload`)
  return recorded
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return new InvalidEventError([{ path: [], message: 'expected JSON in UTF-8', code: 'invalid_json' }])
  }
}
