/** Where and when an event happened. */
export interface EventOrigin {
  /** The id of the user behind the event. */
  readonly userId: number
  /** The id of the workspace in which it happened. */
  readonly workspaceId: number
  /** When it happened: a date, or a timestamp as it will be sent; now unless told. */
  readonly timestamp?: Date | string | undefined
  readonly userName?: string | null | undefined
  readonly userEmail?: string | null | undefined
}

/**
 * What an event says of its origin, without the time.
 *
 * @throws {TypeError} if the origin is no object.
 */
export function envelopeOf(origin: EventOrigin) {
  if (typeof origin !== 'object' || origin === null) {
    throw new TypeError('origin: expected an object with userId and workspaceId')
  }
  const { userId, workspaceId, userName, userEmail } = origin
  return {
    user_id: userId,
    workspace_id: workspaceId,
    ...(userName !== undefined && { user_name: userName }),
    ...(userEmail !== undefined && { user_email: userEmail }),
  }
}
