/** What V8, and engines that follow it, have beside the standard `Error`. */
interface ErrorFrames {
  stackTraceLimit?: unknown
  captureStackTrace?(error: Error, from: (...args: never) => unknown): void
}

/**
 * Creates an error whose `stack` lists no calls. Collecting them takes most of the time to create an error, and
 * is useless for one that is never thrown.
 */
export function withoutFrames<Made extends Error>(create: () => Made): Made {
  const engine: ErrorFrames = Error
  const limit = engine.stackTraceLimit
  // Some engines have no limit.
  if (limit === undefined) return create()
  try {
    // Not `Reflect.set`, which takes ten times as long.
    engine.stackTraceLimit = 0
  } catch {
    // A hardened realm lets nobody set it.
    return create()
  }
  try {
    return create()
  } finally {
    engine.stackTraceLimit = limit
  }
}

/** Gives an error the calls that `withoutFrames` left out, because it is thrown after all. */
export function withFrames<Thrown extends Error>(error: Thrown): Thrown {
  ;(Error as ErrorFrames).captureStackTrace?.(error, withFrames)
  return error
}
