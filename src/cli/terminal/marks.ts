import type { Style } from './style.js'

/** The marks that start a line: green for success, yellow for a warning, red for an error. */
export function marksFor(style: Style) {
  return { success: style('green', '✓'), warning: style('yellow', '⚠'), error: style('red', '✗') }
}
