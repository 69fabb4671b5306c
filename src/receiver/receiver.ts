import type { Delivery } from './delivery.js'
import type { ReceiveResult } from './result.js'
import type { WebRequest, WebResponse } from './web-types.js'

export interface Receiver {
  /** Answers an HTTP request: for Hono, Next, Bun, Deno, Workers and all else that speaks Fetch. Never rejects. */
  readonly fetch: (request: WebRequest) => Promise<WebResponse>
  /** Takes a delivery from anywhere else, such as Lambda or a queue, and tells what became of it. Never rejects. */
  readonly receive: (delivery: Delivery) => Promise<ReceiveResult>
}
