/**
 * What became of one attempt. `delivered`: answered with 2xx. `gone`: answered with 410, so the endpoint wants no more
 * events. `refused`: the URL, or the address that it leads to, is not permitted, and nothing was sent. `retry`: all else, to be
 * tried again; redirects, which are not followed, and statuses such as 404 are among it.
 */
export type DeliveryResult = Delivered | Gone | Retry | Refused

interface Attempt {
  /** The id of the message: what `webhook-id` says. */
  readonly id: string
  /** One line for people. Nothing of the event is in it. */
  readonly reason: string
  /** The milliseconds that it took. */
  readonly latency: number
  /** What was sent; with `refused`, what would have been. */
  readonly request: DeliveryRequest
}

export interface Delivered extends Attempt {
  readonly outcome: 'delivered'
  readonly status: number
  readonly response: DeliveryResponse
}

export interface Gone extends Attempt {
  readonly outcome: 'gone'
  readonly status: 410
  readonly response: DeliveryResponse
}

export interface Retry extends Attempt {
  readonly outcome: 'retry'
  /** Of the answer, if there was one. */
  readonly status?: number
  readonly response?: DeliveryResponse
  /** The milliseconds that the answer asks to wait; a day at the most. */
  readonly retryAfter?: number
}

export interface Refused extends Attempt {
  readonly outcome: 'refused'
}

export interface DeliveryRequest {
  readonly url: string
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The canonical text of the event, so a signature over the bytes and one over the canonical text are the same. */
  readonly body: string
}

export interface DeliveryResponse {
  readonly status: number
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** As much as `responseBodyBytes` asks for; absent if that is nothing. */
  readonly body?: string
}
