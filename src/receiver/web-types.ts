// The compiler knows the web's types from the DOM library or from Node's declarations, and this package asks for
// neither. So each is the global type where the project has it, and else the little that is used of it here.
type Global<Name extends string, Otherwise> = typeof globalThis extends {
  readonly [Key in Name]: { readonly prototype: infer Type }
}
  ? Type
  : Otherwise

/** The global `Response`. */
export type WebResponse = Global<
  'Response',
  { readonly status: number; readonly headers: WebHeaders; text(): Promise<string> }
>

/** The global `AbortSignal`. */
export type WebAbortSignal = Global<
  'AbortSignal',
  { readonly aborted: boolean; addEventListener(type: 'abort', listener: () => void): void }
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
