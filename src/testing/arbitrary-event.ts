import type { WebhookEventOf, WebhookEventType } from '../index.js'
import { arbitraryValue, arbitraryWith } from './arbitrary-value.js'
import { arbitraryWrong } from './arbitrary-wrong.js'
import { eventDefects, type InvalidEvent, withDefect } from './defects.js'
import { eventSchemas, type Strength } from './event-schema.js'
import { eventTypes } from './event-types.js'
import { type Arbitrary, type FastCheck, requireFastCheck } from './fast-check.js'

/**
 * Generates events that a receiver must accept: with unknown keys, ids at the limits, text in any script and
 * timestamps in every allowed format.
 *
 * @example
 * ```ts
 * import fc from 'fast-check'
 *
 * test('the handler accepts every event', () => {
 *   fc.assert(fc.property(arbitraryEvent(fc), (event) => handle(event) !== undefined))
 * })
 * ```
 *
 * @param fc fast-check: `import fc from 'fast-check'`. Version 3.23 or newer.
 * @param type The type of the events. Default: every type of the contract.
 * @throws {TypeError} if the contract does not define the type.
 * @throws {Error} if fast-check is too old.
 */
export function arbitraryEvent<Type extends WebhookEventType = WebhookEventType>(
  fc: FastCheck,
  type?: Type,
): Arbitrary<WebhookEventOf<Type>> {
  return validEvent(fc, type, 'tolerant')
}

/**
 * Generates events that an emitter may send: like `arbitraryEvent`, but by the strict contract. There are no
 * unknown keys, no empty names, and ids are at least 1.
 *
 * @param fc fast-check: `import fc from 'fast-check'`. Version 3.23 or newer.
 * @param type The type of the events. Default: every type of the contract.
 * @throws {TypeError} if the contract does not define the type.
 * @throws {Error} if fast-check is too old.
 */
export function arbitraryStrictEvent<Type extends WebhookEventType = WebhookEventType>(
  fc: FastCheck,
  type?: Type,
): Arbitrary<WebhookEventOf<Type>> {
  return validEvent(fc, type, 'strict')
}

/**
 * Generates events that a receiver must refuse: an event of `arbitraryEvent` with one defect. Its `name` says
 * what is wrong, so that you can read a counterexample.
 *
 * @param fc fast-check: `import fc from 'fast-check'`. Version 3.23 or newer.
 * @param type The type of the events. Default: every type of the contract.
 * @throws {TypeError} if the contract does not define the type.
 * @throws {Error} if fast-check is too old.
 */
export function arbitraryInvalidEvent(fc: FastCheck, type?: WebhookEventType): Arbitrary<InvalidEvent> {
  return invalidEvent(fc, type, 'tolerant')
}

/**
 * Generates events that an emitter must not send: an event of `arbitraryStrictEvent` with one defect.
 *
 * @param fc fast-check: `import fc from 'fast-check'`. Version 3.23 or newer.
 * @param type The type of the events. Default: every type of the contract.
 * @throws {TypeError} if the contract does not define the type.
 * @throws {Error} if fast-check is too old.
 */
export function arbitraryInvalidStrictEvent(fc: FastCheck, type?: WebhookEventType): Arbitrary<InvalidEvent> {
  return invalidEvent(fc, type, 'strict')
}

function validEvent<Type extends WebhookEventType>(
  fc: FastCheck,
  type: Type | undefined,
  strength: Strength,
) {
  requireFastCheck(fc)
  const events = eventTypes(type).map((each) => arbitraryValue(fc, eventSchemas[strength][each]))
  return fc.oneof(...events) as Arbitrary<WebhookEventOf<Type>>
}

function invalidEvent(fc: FastCheck, type: WebhookEventType | undefined, strength: Strength) {
  requireFastCheck(fc)
  const events = eventTypes(type).map((each) => {
    const schema = eventSchemas[strength][each]
    const invalid = eventDefects(schema).map((defect) =>
      fc
        .tuple(arbitraryWith(fc, schema, defect.path), arbitraryWrong(fc, defect))
        .map(([valid, wrong]) => withDefect(each, valid, defect, wrong)),
    )
    return fc.oneof(...invalid)
  })
  return fc.oneof(...events)
}
