// Written by `npm run generate`. Do not edit.

/** Who caused an event, where and when. */
export interface EventOrigin {
  /** The id of the user who caused the event. */
  readonly userId: number
  /** The id of the workspace in which the event happened. */
  readonly workspaceId: number
  /** When the event happened: ISO 8601, with seconds. Without a time zone it is in UTC. A date, or the timestamp to send. Default: now. */
  readonly timestamp?: Date | string | undefined
  /** The name of the user. Default: the event has no `user_name`. */
  readonly userName?: string | null | undefined
  /** The email address of the user. Default: the event has no `user_email`. */
  readonly userEmail?: string | null | undefined
}

/** The envelope field of each field of an origin, in the order of the envelope. */
export const originFields: { readonly [Field in keyof EventOrigin]-?: string } = {
  userId: 'user_id',
  workspaceId: 'workspace_id',
  timestamp: 'timestamp',
  userName: 'user_name',
  userEmail: 'user_email',
}
