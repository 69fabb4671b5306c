import type { WriteStream } from 'node:tty'
import { styleText } from 'node:util'

export type Style = (format: Parameters<typeof styleText>[0], text: string) => string

/** Styles text for a stream: on a terminal only, and never if `NO_COLOR` is set (https://no-color.org). */
export function styleFor(stream: WriteStream): Style {
  const hasColors = stream.isTTY && !process.env.NO_COLOR && stream.hasColors()
  return hasColors ? (format, text) => styleText(format, text, { validateStream: false }) : (_, text) => text
}
