// What is used of the web's globals, which every runtime has, but which are not in the compiler's ES2022. Not those types
// themselves, so that the declarations compile with the DOM's types, with Node's, and with neither.

/** What is used of a `URL`. */
export interface WebUrl {
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly hostname: string
}

/** What is used of an `AbortSignal`. */
export interface WebAbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** The milliseconds of the longest timer: one of more fires at once. */
export const longestTimer = 2 ** 31 - 1

declare const URL: new (url: string) => WebUrl

/** Undefined for what is no absolute URL. */
export function parseUrl(text: string): WebUrl | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}
