import type { WebAbortSignal, WebHeaders } from '../runtime/globals.js'

// Only the parts of the web's and Node's types that a receiver uses, so that the declarations need neither
// the DOM library nor @types/node.

/** The parts of a Fetch `Request` that a receiver reads. */
export interface WebRequest {
  readonly method: string
  readonly headers: WebHeaders
  readonly body: WebStream | null
  readonly bodyUsed: boolean
  readonly signal: WebAbortSignal
}

/** The parts of a `ReadableStream` that a receiver reads. */
export interface WebStream {
  readonly locked: boolean
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: unknown }>
    cancel(): Promise<void>
  }
}

/** The parts of Node's `Readable` that a receiver uses to read a body. */
export interface NodeStream {
  readonly destroyed?: boolean
  readonly readableDidRead?: boolean
  readonly readableEnded?: boolean
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  pause(): unknown
}

/** The parts of Node's `IncomingMessage` that a receiver reads, and those that frameworks add to it. */
export interface NodeRequest extends NodeStream {
  readonly method?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly httpVersionMajor?: number
  readonly complete?: boolean
  /** The stream that HTTP/2 has for each request and its answer. */
  readonly stream?: {
    readonly closed?: boolean
    on(event: 'finish' | 'close', listener: () => void): unknown
    destroy(): unknown
  }
  /** The body that `express.raw` or `express.text` has read. */
  readonly body?: unknown
  /** The raw body that a framework keeps beside the parsed one. Comes before `body`. */
  readonly rawBody?: unknown
}

/** The parts of Node's `ServerResponse` that a receiver uses. */
export interface NodeResponse {
  statusCode: number
  readonly headersSent: boolean
  readonly closed?: boolean
  setHeader(name: string, value: string): unknown
  end(): unknown
  end(body: string): unknown
  on(event: 'close', listener: () => void): unknown
}
