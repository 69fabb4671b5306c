import type { SignatureErrorReason } from '../event/errors.js'
import { globals, type WebHeaders } from '../runtime/globals.js'
import type { Clock } from './authenticate.js'

/** Why a delivery was refused before its signature was found valid. The words are stable. */
export type RefusalReason =
  | 'method_not_allowed'
  | 'unsupported_media_type'
  | 'unsupported_content_encoding'
  | 'body_too_large'
  | 'malformed_headers'
  | 'unreadable_body'
  | SignatureErrorReason

/**
 * A delivery that was refused before its signature was found valid. Everything but `status`, `reason` and
 * `error` comes from the request, and anyone can send anything: escape it where you show it. Each text is cut
 * to 200 characters.
 */
export interface RefusedDelivery {
  /** The HTTP status of the answer. */
  readonly status: 400 | 401 | 405 | 413 | 415
  /** Why the delivery was refused, in one word. */
  readonly reason: RefusalReason
  /** The method of the request, or `null` for a message from a queue. */
  readonly method: string | null
  /** The `Content-Type` header, or `null` if it is missing. */
  readonly contentType: string | null
  /** The declared length of the body in bytes, or `null` if it is missing or not a whole number. */
  readonly contentLength: number | null
  /** The `User-Agent` header, or `null` if it is missing. */
  readonly userAgent: string | null
  /** The `webhook-id` header of Standard Webhooks, or `null` if it is missing. */
  readonly webhookId: string | null
  /** The `webhook-timestamp` header of Standard Webhooks, or `null` if it is missing. */
  readonly webhookTimestamp: string | null
  /** The length of each signature header in characters, or `null` if it is missing. */
  readonly signatureLengths: {
    readonly 'x-promptlayer-signature': number | null
    readonly 'webhook-signature': number | null
  }
  /**
   * What was thrown when the headers or the body were read, so that you see a fault in your own code.
   * `undefined` for other reasons, and if the sender went away.
   */
  readonly error?: unknown
}

/** The status that answers each reason. */
export const refusalStatus: { readonly [Reason in RefusalReason]: RefusedDelivery['status'] } = {
  method_not_allowed: 405,
  unsupported_media_type: 415,
  unsupported_content_encoding: 415,
  body_too_large: 413,
  malformed_headers: 400,
  unreadable_body: 400,
  missing_signature: 401,
  malformed_signature: 401,
  wrong_signature: 401,
  timestamp_too_old: 401,
  timestamp_too_new: 401,
}

const maxCharacters = 200

/** Returns what `onRefused` may learn about a delivery. */
function refusedDelivery(
  reason: RefusalReason,
  method: unknown,
  headers: WebHeaders | undefined,
  error: unknown,
): RefusedDelivery {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, maxCharacters) : null)
  const header = (name: string) => {
    // Nothing can be read of malformed headers.
    const value: unknown = reason === 'malformed_headers' ? null : headers?.get(name)
    return typeof value === 'string' ? value : null
  }
  const length = header('content-length')
  return {
    status: refusalStatus[reason],
    reason,
    method: text(method),
    contentType: text(header('content-type')),
    contentLength: length !== null && /^[0-9]{1,15}$/.test(length) ? Number(length) : null,
    userAgent: text(header('user-agent')),
    webhookId: text(header('webhook-id')),
    webhookTimestamp: text(header('webhook-timestamp')),
    signatureLengths: {
      'x-promptlayer-signature': header('x-promptlayer-signature')?.length ?? null,
      'webhook-signature': header('webhook-signature')?.length ?? null,
    },
    error,
  }
}

const warnings: { readonly [Reason in RefusalReason]?: string } = {
  unsupported_media_type: 'its content type is not application/json in UTF-8',
  missing_signature: 'a signature header is missing',
  malformed_signature: 'its signature is malformed',
  wrong_signature: 'its signature does not match the body and secret; see npx prompt-webhooks explain',
}

const warningIntervalMs = 60_000

// Of the process, because some programs create a receiver for each request.
const warnedAt = new Map<RefusalReason, number>()

/** Warns at most once a minute, in fixed words: anyone can send anything, as often as they like. */
function warn(reason: RefusalReason, now: number): void {
  const text = warnings[reason]
  const last = warnedAt.get(reason)
  if (!text || (last !== undefined && !(Math.abs(now - last) >= warningIntervalMs))) return
  warnedAt.set(reason, now)
  globals.console.warn(
    `prompt-webhooks: refused a delivery (${reason}): ${text}. Logged once a minute: set onRefused to get each refusal, or to null for silence`,
  )
}

/** Returns the function that tells the operator about a refusal. It never throws and waits for nothing. */
export function refusalReporter(
  onRefused: ((refused: RefusedDelivery) => unknown) | null | undefined,
  { now }: Pick<Clock, 'now'>,
) {
  return (reason: RefusalReason, method?: unknown, headers?: WebHeaders, error?: unknown): void => {
    if (onRefused === null) return
    const report = async () => {
      if (onRefused) await onRefused(refusedDelivery(reason, method, headers, error))
      else warn(reason, now())
    }
    // An async function turns what `onRefused` throws into a rejection.
    report().catch((error) => globals.console.error(error))
  }
}
