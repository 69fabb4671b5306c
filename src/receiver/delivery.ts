import type { DeliveryHeaders } from './headers.js'
import type { WebAbortSignal } from './web-types.js'

/**
 * Reads a body. It may stop, and give what it has, as soon as that is more than `mostBytes`. What is neither text nor
 * bytes, because a framework has parsed it, is answered with 500 and explained to `onError`.
 */
export type BodyReader = (mostBytes: number) => Promise<unknown>

/** One delivery, from wherever it comes. */
export interface Delivery {
  /** The raw body, as text or bytes, or what reads it once the headers are found right. */
  readonly body: string | Uint8Array | BodyReader
  readonly headers: DeliveryHeaders
  /** Of an HTTP request. Its `Content-Type` is required then; what comes from a queue may lack one. */
  readonly method?: string | undefined
  /** Handed to the handler. */
  readonly signal?: WebAbortSignal | undefined
}
