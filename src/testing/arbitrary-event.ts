import type { WebhookEventOf, WebhookEventType } from '../index.js'
import { arbitraryValue, arbitraryWith } from './arbitrary-value.js'
import { arbitraryWrong } from './arbitrary-wrong.js'
import { eventDefects, type InvalidEvent, spoil } from './defects.js'
import { eventSchemas, type Strength } from './event-schema.js'
import { eventTypes } from './event-types.js'
import type { Arbitrary, FastCheck } from './fast-check.js'

/**
 * Events that a receiver must take, of one type or of any: with unknown keys, ids at the bounds, text in any script,
 * timestamps in every spelling.
 *
 * @param fc fast-check: `import fc from 'fast-check'`.
 * @throws {TypeError} if the contract does not have the type.
 */
export function arbitraryEvent<Type extends WebhookEventType = WebhookEventType>(
  fc: FastCheck,
  type?: Type,
): Arbitrary<WebhookEventOf<Type>> {
  return soundEvent(fc, type, 'tolerant')
}

/** Like `arbitraryEvent`, by the strict contract: events that an emitter may send. */
export function arbitraryStrictEvent<Type extends WebhookEventType = WebhookEventType>(
  fc: FastCheck,
  type?: Type,
): Arbitrary<WebhookEventOf<Type>> {
  return soundEvent(fc, type, 'strict')
}

/**
 * What a receiver must refuse: any event that `arbitraryEvent` gives, with one thing wrong in it. It is named, so that a
 * counterexample can be read.
 *
 * @throws {TypeError} if the contract does not have the type.
 */
export function arbitraryInvalidEvent(fc: FastCheck, type?: WebhookEventType): Arbitrary<InvalidEvent> {
  return spoiltEvent(fc, type, 'tolerant')
}

/** Like `arbitraryInvalidEvent`, by the strict contract: what an emitter must not send. */
export function arbitraryInvalidStrictEvent(fc: FastCheck, type?: WebhookEventType): Arbitrary<InvalidEvent> {
  return spoiltEvent(fc, type, 'strict')
}

function soundEvent<Type extends WebhookEventType>(
  fc: FastCheck,
  type: Type | undefined,
  strength: Strength,
) {
  const events = eventTypes(type).map((each) => arbitraryValue(fc, eventSchemas[strength][each]))
  return fc.oneof(...events) as Arbitrary<WebhookEventOf<Type>>
}

function spoiltEvent(fc: FastCheck, type: WebhookEventType | undefined, strength: Strength) {
  const events = eventTypes(type).map((each) => {
    const schema = eventSchemas[strength][each]
    const spoilt = eventDefects(schema).map((defect) =>
      fc
        .tuple(arbitraryWith(fc, schema, defect.path), arbitraryWrong(fc, defect))
        .map(([sound, wrong]) => spoil(each, sound, defect, wrong)),
    )
    return fc.oneof(...spoilt)
  })
  return fc.oneof(...events)
}
