/** What V8, and engines that follow it, have beside the standard `Error`. */
interface ErrorFrames {
  stackTraceLimit?: unknown
  captureStackTrace?(error: Error, from: (...args: never) => unknown): void
}

/**
 * Creates an error whose `stack` lists no calls. To collect them takes most of the time of an error, and for
 * one that is never thrown they lead nowhere.
 */
export function withoutFrames<Made extends Error>(create: () => Made): Made {
  const limit = (Error as ErrorFrames).stackTraceLimit
  // Some engines have no limit, and a hardened realm lets nobody set it.
  const isSet = limit !== undefined && Reflect.set(Error, 'stackTraceLimit', 0)
  try {
    return create()
  } finally {
    if (isSet) Reflect.set(Error, 'stackTraceLimit', limit)
  }
}

/** Gives an error the calls that `withoutFrames` left out, because it is thrown after all. */
export function withFrames<Thrown extends Error>(error: Thrown): Thrown {
  ;(Error as ErrorFrames).captureStackTrace?.(error, withFrames)
  return error
}
