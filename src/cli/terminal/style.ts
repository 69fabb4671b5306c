import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string

/** Styles text for a stream, if it has colours. */
export function styleFor(stream: WriteStream): Style {
  return hasColors(stream)
    ? (format, text) => styleText(format, text, { validateStream: false })
    : (_, text) => text
}

/**
 * By the usual rules, in the order of Commander, which writes the help pages: never if `NO_COLOR` is set
 * (https://no-color.org), always if `FORCE_COLOR` is (https://force-color.org), except to `0` or `false`, and
 * otherwise on a terminal that has colours. Node knows those, and the CI systems that show them.
 */
function hasColors(stream: WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env
  if (NO_COLOR || FORCE_COLOR === '0' || FORCE_COLOR === 'false') return false
  return Boolean(FORCE_COLOR) || (stream.isTTY && stream.hasColors())
}
