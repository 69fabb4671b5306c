/** The result of one attempt. `outcome` tells the four kinds apart. */
export type DeliveryResult = Delivered | Gone | Retry | Refused

interface Attempt {
  /** The id of the message, sent as `webhook-id`. */
  readonly id: string
  /** One line for people. It contains nothing of the event. */
  readonly reason: string
  /** How long the attempt took, in milliseconds. */
  readonly latencyMs: number
  /** What was sent. If the outcome is `refused`, what would have been sent. */
  readonly request: DeliveryRequest
}

/** The endpoint answered with 2xx. */
export interface Delivered extends Attempt {
  /** Tells this result apart from the others. */
  readonly outcome: 'delivered'
  /** The HTTP status of the answer, 200 to 299. */
  readonly status: number
  /** The answer. */
  readonly response: DeliveryResponse
}

/** The endpoint answered with 410: it wants no more events. */
export interface Gone extends Attempt {
  /** Tells this result apart from the others. */
  readonly outcome: 'gone'
  /** The HTTP status of the answer. */
  readonly status: 410
  /** The answer. */
  readonly response: DeliveryResponse
}

/**
 * The event was not delivered, and you should try again: there was no answer, or one with another status.
 * Redirects, which are not followed, and statuses such as 404 belong here.
 */
export interface Retry extends Attempt {
  /** Tells this result apart from the others. */
  readonly outcome: 'retry'
  /** The HTTP status of the answer, if there was one. */
  readonly status?: number
  /** The answer, if there was one. */
  readonly response?: DeliveryResponse
  /** How long the answer's `Retry-After` header asks you to wait, in milliseconds. At most one day. */
  readonly retryAfterMs?: number
}

/** The URL, or the address that it leads to, is not permitted. Nothing was sent. */
export interface Refused extends Attempt {
  /** Tells this result apart from the others. */
  readonly outcome: 'refused'
}

/** A request that delivers an event. Its method is `POST`. */
export interface DeliveryRequest {
  /** The URL, as the endpoint has it. */
  readonly url: string
  /** The headers. Their names are in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /**
   * The canonical JSON of the event, so that signing the bytes and signing the canonical JSON give the same
   * signature.
   */
  readonly body: string
}

/** What an endpoint answered. */
export interface DeliveryResponse {
  /** The HTTP status. */
  readonly status: number
  /** The headers. Their names are in lower case, and a header that came several times is joined with `, `. */
  readonly headers: Readonly<Record<string, string>>
  /** The start of the body, up to `maxResponseBodyBytes` bytes. Absent if that is 0. */
  readonly body?: string
}
