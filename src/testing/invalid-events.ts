import { webhookEventTypes } from '../index.js'
import { eventDefects, type InvalidEvent, withDefect } from './defects.js'
import { eventSchemas, type Strength } from './event-schema.js'
import { exampleEvents, frozen } from './example-events.js'
import { validExample } from './valid-example.js'
import { wrongValues } from './wrong-values.js'

/**
 * Events that a receiver must refuse: the examples, each with one defect by the tolerant contract. There is
 * at least one for every way in which each field can be wrong. Deeply frozen.
 *
 * @example
 * ```ts
 * test.each(invalidEvents)('refuses $name', async ({ event, issue }) => {
 *   const result = await receiver.receive(signedDelivery(event, 'test-secret'))
 *   expect(result).toMatchObject({ status: 422, problem: { issues: [issue] } })
 * })
 * ```
 */
export const invalidEvents: readonly InvalidEvent[] = /* @__PURE__ */ invalidEventsOf('tolerant')

/**
 * Events that an emitter must not send: like `invalidEvents`, but by the strict contract, with unknown keys,
 * empty names and ids below 1 as well. Deeply frozen.
 */
export const invalidStrictEvents: readonly InvalidEvent[] = /* @__PURE__ */ invalidEventsOf('strict')

function invalidEventsOf(strength: Strength): readonly InvalidEvent[] {
  const events = webhookEventTypes.flatMap((type) => {
    const schema = eventSchemas[strength][type]
    return eventDefects(schema).flatMap((defect) => {
      const valid = validExample(schema, defect.path, exampleEvents[type])
      return wrongValues(defect).map((wrong) => withDefect(type, valid, defect, wrong))
    })
  })
  return frozen(events)
}
