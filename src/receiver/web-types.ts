import type { WebAbortSignal, WebHeaders } from '../runtime/globals.js'

export type { WebAbortSignal, WebHeaders, WebResponse } from '../runtime/globals.js'

/** What is read of a `Request`. */
export interface WebRequest {
  readonly method: string
  readonly headers: WebHeaders
  readonly body: WebStream | null
  readonly bodyUsed: boolean
  readonly signal: WebAbortSignal
}

/** What is read of a `ReadableStream`. */
export interface WebStream {
  readonly locked: boolean
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: unknown }>
    cancel(): Promise<void>
  }
}
