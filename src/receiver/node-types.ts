// Of Node's types what is used here, so that the declarations need no @types/node.

/** What is used of an `IncomingMessage`, and of what frameworks add to it. */
export interface NodeRequest {
  readonly method?: string | undefined
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined }
  readonly httpVersionMajor?: number
  readonly complete?: boolean
  readonly destroyed?: boolean
  readonly readableDidRead?: boolean
  readonly readableEnded?: boolean
  readonly body?: unknown
  readonly rawBody?: unknown
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown
  on(event: 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  pause(): unknown
}

/** What is used of a `ServerResponse`. */
export interface NodeResponse {
  statusCode: number
  readonly headersSent: boolean
  readonly writableFinished: boolean
  readonly closed?: boolean
  setHeader(name: string, value: string): unknown
  end(body?: string): unknown
  on(event: 'close', listener: () => void): unknown
}
