import type { EventIssue } from '../issue/issue.js'
import { InvalidEventError } from './errors.js'
import { withoutFrames } from './stack-frames.js'

/** The reading of a value that is not a sound event. */
export interface InvalidReading {
  readonly kind: 'invalid'
  /** Says why, field by field. It is made when you first look at it, from the value as it is then. */
  readonly error: InvalidEventError
}

/** The error of a reading, or how to make it. */
interface LazyError {
  made: InvalidEventError | (() => readonly EventIssue[])
}

interface LazyReading extends InvalidReading {
  readonly [lazy]: LazyError
}

// A symbol and not a private name, because heirs and proxies of a reading find it too.
const lazy = /* @__PURE__ */ Symbol('error')

/**
 * Creates a reading whose error is made at the first look, because most of the time goes into the error and
 * its issues. Its `error` is its own property, so that copies, JSON and comparisons see it.
 */
export function invalidReading(explain: () => readonly EventIssue[]): InvalidReading {
  const reading = { kind: 'invalid' } as LazyReading
  const state: LazyError = { made: explain }
  Object.defineProperty(reading, lazy, { value: state })
  Object.defineProperty(reading, 'error', error)
  return Object.defineProperty(reading, Symbol.for('nodejs.util.inspect.custom'), inspected)
}

// One getter for all readings. With a getter for each, V8 gives each reading a hidden class of its own, which
// outlives it until the next full garbage collection.
const error = {
  enumerable: true,
  configurable: true,
  get(this: LazyReading) {
    const state = this[lazy]
    if (typeof state.made === 'function') {
      const issues = state.made()
      state.made = withoutFrames(() => new InvalidEventError(issues))
    }
    return state.made
  },
}

// `console.log` shows a getter as `[Getter]`, and what this returns in its place.
const inspected = {
  value(this: InvalidReading) {
    return { ...this }
  },
}
