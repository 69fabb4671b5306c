import type { EventIssue } from '../issue/issue.js'
import { InvalidEventError } from './errors.js'
import { withoutFrames } from './stack-frames.js'

/** The reading of a value that is not a sound event. */
export interface InvalidReading {
  readonly kind: 'invalid'
  /** Says why, field by field. It is made when you first look at it, from the value as it is then. */
  readonly error: InvalidEventError
}

/**
 * Creates a reading whose error is made at the first look, because most of the time goes into the error and
 * its issues. Its `error` is a property of its own, so that copies, JSON and comparisons see it.
 */
export function invalidReading(explain: () => readonly EventIssue[]): InvalidReading {
  let made: InvalidEventError | typeof explain = explain
  const reading: InvalidReading = {
    kind: 'invalid',
    get error() {
      if (typeof made === 'function') {
        const issues = made()
        made = withoutFrames(() => new InvalidEventError(issues))
      }
      return made
    },
  }
  return Object.defineProperty(reading, Symbol.for('nodejs.util.inspect.custom'), inspected)
}

// `console.log` shows a getter as `[Getter]`, and what this returns in its place.
const inspected = {
  value(this: InvalidReading) {
    return { ...this }
  },
}
