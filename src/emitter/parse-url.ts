import { globals, type WebUrl } from '../runtime/globals.js'

/** Returns `undefined` if the text is not an absolute URL. */
export function parseUrl(text: string): WebUrl | undefined {
  try {
    return new globals.URL(text)
  } catch {
    return undefined
  }
}
