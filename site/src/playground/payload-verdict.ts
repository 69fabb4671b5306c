import { type EventIssue, readStrictWebhookEvent, readWebhookEvent } from 'prompt-webhooks'
import { findPlaces, findSyntaxFault, type JsonPlaces, type Place } from './json-places.js'

/** What a text turned out to be, and what is wrong with it, at its place in the text. */
export interface PayloadVerdict {
  readonly kind: 'empty' | 'not-json' | 'invalid' | 'unknown' | 'event'
  /** The type of an event. Its text is untrusted if the type is unknown. */
  readonly eventType?: string
  readonly issues: readonly PlacedIssue[]
}

/** One thing that is wrong with a text, or that is at least worth a look. */
export interface PlacedIssue {
  /** A code of the package, `not_json`, or `repeated_key`, which makes no event invalid. */
  readonly code: EventIssue['code'] | 'not_json' | 'repeated_key'
  readonly path: EventIssue['path']
  readonly message: string
  readonly place: Place
}

/** Judges a text by the tolerant contract, for receivers, or by the strict one, for emitters. */
export function judgePayload(text: string, isStrict: boolean): PayloadVerdict {
  if (text.trim() === '') return { kind: 'empty', issues: [] }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const { reason, from, to } = findSyntaxFault(text)
    return {
      kind: 'not-json',
      issues: [{ code: 'not_json', path: [], message: reason, place: { from, to } }],
    }
  }
  const reading = isStrict ? readStrictWebhookEvent(value) : readWebhookEvent(value)
  const issues = reading.kind === 'invalid' ? reading.error.issues : []
  const places = findPlaces(
    text,
    issues.map(({ code, path }) => (code === 'missing' ? path.slice(0, -1) : path)),
  )
  const placed = issues.map(
    (issue, index): PlacedIssue => ({ ...issue, place: placeOf(issue, places.values[index]) }),
  )
  return {
    kind: reading.kind,
    ...(reading.kind !== 'invalid' && { eventType: reading.event.event_type }),
    issues: [...placed, ...repeatedKeys(places)],
  }
}

function placeOf({ code }: EventIssue, found: JsonPlaces['values'][number]): Place {
  if (!found) return { from: 0, to: 1 }
  // The brace that opens the object. The whole object would be a mark on almost everything.
  if (code === 'missing') return { from: found.from, to: found.from + 1 }
  if (code === 'unknown_key' && found.key) return found.key
  return { from: found.from, to: found.to }
}

const repeatedKeys = ({ repeatedKeys }: JsonPlaces) =>
  repeatedKeys.map(
    (place): PlacedIssue => ({
      code: 'repeated_key',
      path: [],
      message: 'this key occurs twice in its object, and the last one counts',
      place,
    }),
  )
