/** What V8, and engines that follow it, have beside the standard `Error`. */
interface ErrorFrames {
  stackTraceLimit?: unknown
  captureStackTrace?(error: Error, from: (...args: never) => unknown): void
}

/**
 * Creates an error whose `stack` lists no calls. To collect them takes most of the time of an error, and for one
 * that is never thrown they lead nowhere.
 */
export function withoutFrames<Made extends Error>(create: () => Made): Made {
  const { stackTraceLimit } = Error as ErrorFrames
  // Some engines have no limit, and a hardened realm lets nobody set it.
  if (typeof stackTraceLimit !== 'number' || !Reflect.set(Error, 'stackTraceLimit', 0)) return create()
  try {
    return create()
  } finally {
    Reflect.set(Error, 'stackTraceLimit', stackTraceLimit)
  }
}

/** Gives an error the calls that `withoutFrames` left out, because it is thrown after all. */
export function withFrames<Thrown extends Error>(error: Thrown): Thrown {
  const { captureStackTrace } = Error as ErrorFrames
  captureStackTrace?.(error, withFrames)
  return error
}
