/** Who caused an event, where and when. */
export interface EventOrigin {
  /** The id of the user who caused the event. */
  readonly userId: number
  /** The id of the workspace in which the event happened. */
  readonly workspaceId: number
  /** When the event happened: a date, or the timestamp to send. Default: now. */
  readonly timestamp?: Date | string | undefined
  /** The name of the user. Default: the event has no `user_name`. */
  readonly userName?: string | null | undefined
  /** The email address of the user. Default: the event has no `user_email`. */
  readonly userEmail?: string | null | undefined
}

/**
 * Returns the envelope fields of an origin, except the timestamp.
 *
 * @throws {TypeError} if the origin is not an object.
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
