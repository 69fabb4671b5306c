// The type of a web global is that of the project, from TypeScript's `dom` library or from `@types/node`, if
// it has one. Otherwise it is a type with only the parts that this package uses. So the package requires
// neither.

/** The global `AbortSignal`. */
export type WebAbortSignal = typeof globalThis extends {
  readonly AbortSignal: { readonly prototype: infer Type }
}
  ? Type
  : {
      readonly aborted: boolean
      readonly reason?: unknown
      addEventListener(type: 'abort', listener: () => void): void
      removeEventListener(type: 'abort', listener: () => void): void
    }

/**
 * The headers of a Fetch request or response. The type is not iterable, because in TypeScript's `dom` library
 * alone they are not.
 */
export interface WebHeaders {
  get(name: string): string | null
  forEach(callback: (value: string, name: string) => void): void
}

/** The global `Response`. */
export type WebResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer Type } }
  ? Type
  : { readonly status: number; readonly headers: WebHeaders; text(): Promise<string> }

/** The global `Request`. */
export type WebRequest = typeof globalThis extends { readonly Request: { readonly prototype: infer Type } }
  ? Type
  : { readonly url: string; readonly method: string; text(): Promise<string> }

/** The parts of a `URL` that this package reads. */
export interface WebUrl {
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly hostname: string
}

/** The parts of a response to `fetch` that this package reads. */
interface FetchedResponse {
  readonly status: number
  readonly headers: Pick<WebHeaders, 'forEach'>
  readonly body: {
    getReader(): {
      read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>
      cancel(): Promise<void>
    }
  } | null
}

interface FetchOptions {
  readonly method: 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly redirect: 'manual'
  readonly signal: WebAbortSignal
}

/** The parts of Web Crypto's `crypto.subtle` that make an HMAC. */
export interface SubtleCrypto {
  importKey(
    format: 'raw',
    key: Uint8Array,
    algorithm: { readonly name: 'HMAC'; readonly hash: 'SHA-256' },
    extractable: boolean,
    usages: readonly ['sign'],
  ): Promise<object>
  sign(algorithm: 'HMAC', key: object, message: Uint8Array): Promise<ArrayBuffer>
}

interface Globals {
  readonly AbortController: new () => { readonly signal: WebAbortSignal; abort(reason?: unknown): void }
  readonly Request: new (
    url: string,
    init: {
      readonly method: string
      readonly headers: Readonly<Record<string, string>>
      readonly body?: string | Uint8Array
      readonly redirect?: 'manual'
      readonly signal?: WebAbortSignal
    },
  ) => WebRequest
  readonly Response: new (
    body: string | null,
    init: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
  ) => WebResponse
  readonly TextDecoder: new (
    encoding?: 'utf-8',
    options?: { readonly fatal: boolean; readonly ignoreBOM: boolean },
  ) => { decode(bytes?: Uint8Array, options?: { readonly stream: boolean }): string }
  readonly TextEncoder: new () => { encode(text: string): Uint8Array }
  readonly URL: new (url: string) => WebUrl
  atob(base64: string): string
  btoa(binary: string): string
  clearTimeout(timer: unknown): void
  readonly console: { error(...values: unknown[]): void; warn(...values: unknown[]): void }
  readonly crypto?: { readonly subtle?: SubtleCrypto; randomUUID(): string }
  fetch(url: string, options: FetchOptions): Promise<FetchedResponse>
  fetch(request: WebRequest): Promise<WebResponse>
  readonly navigator?: { readonly userAgent?: string }
  readonly performance: { now(): number }
  readonly process?: { getBuiltinModule?(id: string): unknown }
  setTimeout(run: () => void, ms: number): unknown
}

/**
 * The globals of the web and of Node that this package uses. They are typed here because TypeScript's ES2022
 * library lacks them. Read them when a function is called, not when a module loads, because some runtimes
 * lack some of them.
 */
export const globals = globalThis as object as Globals
