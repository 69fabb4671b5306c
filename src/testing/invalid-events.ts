import { webhookEventTypes } from '../index.js'
import { eventDefects, type InvalidEvent, spoil } from './defects.js'
import { eventSchemas, type Strength } from './event-schema.js'
import { exampleEvents } from './example-events.js'
import { frozen } from './frozen.js'
import { soundExample } from './sound-example.js'
import { wrongValues } from './wrong-values.js'

/**
 * For tests of receivers: the examples, each with one thing wrong in it, once for every way in which a field can be wrong
 * by the tolerant contract. Frozen.
 */
export const invalidEvents: readonly InvalidEvent[] = /* @__PURE__ */ invalidEventsOf('tolerant')

/** For tests of emitters: like `invalidEvents`, by the strict contract. */
export const invalidStrictEvents: readonly InvalidEvent[] = /* @__PURE__ */ invalidEventsOf('strict')

function invalidEventsOf(strength: Strength): readonly InvalidEvent[] {
  const events = webhookEventTypes.flatMap((type) => {
    const schema = eventSchemas[strength][type]
    return eventDefects(schema).flatMap((defect) => {
      const sound = soundExample(schema, defect.path, exampleEvents[type])
      return wrongValues(defect).map((wrong) => spoil(type, sound, defect, wrong))
    })
  })
  return frozen(events)
}
