import {
  InvalidEventError,
  type WebhookEventDetails,
  type WebhookEventOf,
  type WebhookEventType,
} from '../index.js'
import { timestampNow, timestampOf } from './event-timestamp.js'
import { requireStrictEvent } from './strict-event.js'
import { unchangedFields } from './unchanged.js'

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
 * A new event, fit to be sent: by the strict contract, and by the rule between fields that what was changed differs from what
 * was there before (a field `x` from the field `old_x`).
 *
 * @throws {InvalidEventError} whose issues name each wrong field.
 * @throws {TypeError} if the origin is no object, or its timestamp a date that is none.
 */
export function createEvent<Type extends WebhookEventType>(
  type: Type,
  details: WebhookEventDetails<Type>,
  origin: EventOrigin,
): WebhookEventOf<Type> {
  if (typeof origin !== 'object' || origin === null) {
    throw new TypeError('origin: expected an object with userId and workspaceId')
  }
  const { userId, workspaceId, timestamp, userName, userEmail } = origin
  const event = requireStrictEvent({
    event_type: type,
    details,
    user_id: userId,
    workspace_id: workspaceId,
    timestamp: timestamp === undefined ? timestampNow() : asText(timestamp),
    ...(userName !== undefined && { user_name: userName }),
    ...(userEmail !== undefined && { user_email: userEmail }),
  })
  const issues = unchangedFields(event.details)
  if (issues.length > 0) throw new InvalidEventError(issues)
  return event as WebhookEventOf<Type>
}

// What is neither is left to the validation, which says so. Not `instanceof`: a date may be of another realm, as in some test runners.
const asText = (timestamp: Date | string) => (isDate(timestamp) ? timestampOf(timestamp) : timestamp)
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'
