import { InvalidEventError, UnknownEventTypeError, WebhookContractError } from '../event/errors.js'
import { eventInFile } from '../event/event-in-file.js'
import {
  readStrictWebhookEvent,
  readWebhookEvent,
  type UnknownWebhookEvent,
  type WebhookEvent,
} from '../index.js'
import { payloadFiles } from './payload-files.js'

/** A valid payload from a file. */
export interface RecordedPayload {
  /** The file's path within the folder. In a file with an array, the index follows: `2026/events.json[3]`. */
  readonly source: string
  /** The event. If the contract does not know its type, only the envelope is checked. */
  readonly event: WebhookEvent | UnknownWebhookEvent
}

/** A payload from a file that is not a valid event. */
export interface InvalidPayload {
  /** The file's path within the folder. In a file with an array, the index follows: `2026/events.json[3]`. */
  readonly source: string
  /** What is wrong. `UnknownEventTypeError` comes from `checkStrictPayloads` only. */
  readonly error: InvalidEventError | UnknownEventTypeError
}

/** Thrown if recorded payloads are invalid. `payloads` and the message list all of them with their issues. */
export class InvalidPayloadsError extends WebhookContractError {
  static override readonly brands: readonly string[] = ['InvalidPayloadsError', 'WebhookContractError']
  /** The name of the class. */
  override readonly name = 'InvalidPayloadsError'
  /** Stable: code may branch on it. */
  readonly code = 'invalid_payloads'
  /** Every invalid payload, ordered by file name. */
  readonly payloads: readonly InvalidPayload[]

  constructor(folder: string, payloads: readonly InvalidPayload[]) {
    const lines = payloads.map(({ source, error }) => `\n  ${source}: ${error.message}`)
    super(`Invalid payloads in ${folder}:${lines.join('')}`)
    this.payloads = payloads
  }
}

/**
 * Checks the events in the `.json` files of a folder and its subfolders against the tolerant contract. Use it
 * to test that a new version of the contract still accepts the payloads you have received. Each file holds
 * one event or an array of events. An event type that the contract does not know is not an error. A `$schema`
 * for editors is not part of an event.
 *
 * Needs the file system of Node, Bun or Deno.
 *
 * @example
 * ```ts
 * test('my handler accepts every recorded payload', () => {
 *   for (const { event } of checkPayloads('test/payloads')) handle(event)
 * })
 * ```
 *
 * @param folder The folder's path, absolute or relative to the working directory.
 * @returns every payload, ordered by file name.
 * @throws {InvalidPayloadsError} if payloads are invalid. It lists all of them.
 * @throws {TypeError} if the folder holds no payload, or the runtime has no file system.
 */
export function checkPayloads(folder: string): RecordedPayload[] {
  return check(folder, readTolerant)
}

/**
 * Like `checkPayloads`, but against the strict contract: for recordings of the events that you send. An event
 * type that the contract does not know is an error.
 *
 * @example
 * ```ts
 * test('our registry sends only what is valid', () => {
 *   checkStrictPayloads('test/sent')
 * })
 * ```
 *
 * @param folder The folder's path, absolute or relative to the working directory.
 * @returns every payload, ordered by file name.
 * @throws {InvalidPayloadsError} if payloads are invalid. It lists all of them.
 * @throws {TypeError} if the folder holds no payload, or the runtime has no file system.
 */
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
    'event' in verdict
      ? recorded.push({ source, event: verdict.event })
      : invalid.push({ source, error: verdict.error })
  for (const { file, text } of payloadFiles(folder)) {
    const value = parse(text)
    if (value instanceof InvalidEventError) judge(file, { error: value })
    else if (!Array.isArray(value)) judge(file, read(eventInFile(value)))
    else for (const [index, item] of value.entries()) judge(`${file}[${index}]`, read(eventInFile(item)))
  }
  if (invalid.length > 0) throw new InvalidPayloadsError(folder, invalid)
  if (recorded.length === 0)
    throw new TypeError(`folder: ${folder} has no payload, expected a .json file that holds one`)
  return recorded
}

function parse(text: string | undefined): unknown {
  try {
    // An editor may have put a byte order mark there. The command `validate` accepts one too.
    return JSON.parse(text?.replace(/^\ufeff/, '') ?? '')
  } catch {
    return new InvalidEventError([{ path: [], message: 'expected JSON in UTF-8', code: 'invalid_json' }])
  }
}
