import { Help } from 'commander'

const minColumns = 20
const defaultColumns = 80

/**
 * Breaks a text between words into lines that fit after an indent.
 *
 * @param columns The width of the terminal. Default: its own, up to 80 columns.
 */
export function wrapped(
  text: string,
  indent: number,
  columns = Math.min(process.stdout.columns || defaultColumns, defaultColumns),
): string[] {
  const help = Object.assign(new Help(), { minWidthToWrap: minColumns })
  return help.boxWrap(text, Math.max(columns - indent, minColumns)).split('\n')
}
