import type { WebGlobal } from '../web-global.js'

/** The global `Response`. */
export type WebResponse = WebGlobal<
  'Response',
  { readonly status: number; readonly headers: WebHeaders; text(): Promise<string> }
>

/** The global `AbortSignal`. */
export type WebAbortSignal = WebGlobal<
  'AbortSignal',
  {
    readonly aborted: boolean
    readonly reason?: unknown
    addEventListener(type: 'abort', listener: () => void): void
  }
>

/** What is used of a `Headers`; it is not iterable by the compiler's DOM library alone. */
export interface WebHeaders {
  get(name: string): string | null
  forEach(callback: (value: string, name: string) => void): void
}

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
