/** JSON that is written unchanged, such as a number that JavaScript cannot hold. */
export class RawJson {
  constructor(readonly text: string) {}
}

/** One way to write JSON. The value that a reader gets is the same in all of them. */
export interface Layout {
  /** The order of the keys of an object, at every depth. */
  readonly order: 'sorted' | 'reversed'
  /** What stands between two members. */
  readonly comma: string
  /** What stands between a key and its value. */
  readonly colon: string
  /** Writes a string with its quotes. */
  readonly quote: (text: string) => string
}

/** The layout that the sender signs: what `json.dumps(value, sort_keys=True)` returns in Python. */
export const canonicalLayout: Layout = {
  order: 'sorted',
  comma: ', ',
  colon: ': ',
  quote: (text) => JSON.stringify(text).replace(/[^ -~]/g, escaped),
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

type LayoutName = 'keyOrder' | 'whiteSpace' | 'bareCharacters' | 'allEscaped'

/** Layouts that differ from the canonical one in one respect each. */
export function otherLayouts(): Readonly<Record<LayoutName, Layout>> {
  return {
    keyOrder: { ...canonicalLayout, order: 'reversed' },
    whiteSpace: { ...canonicalLayout, comma: ' ,\r\n\t', colon: ':' },
    bareCharacters: { ...canonicalLayout, quote: (text) => JSON.stringify(text) },
    allEscaped: {
      ...canonicalLayout,
      quote: (text) => `"${text.replace(/[\s\S]/g, upperCaseEscape)}"`,
    },
  }
}

function upperCaseEscape(character: string): string {
  if (character === '/') return '\\/'
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** Writes a value in a layout. */
export function writeJson(value: unknown, layout: Layout = canonicalLayout): string {
  if (value instanceof RawJson) return value.text
  if (typeof value === 'string') return layout.quote(value)
  if (Array.isArray(value)) return `[${value.map((item) => writeJson(item, layout)).join(layout.comma)}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  if (layout.order === 'reversed') members.reverse()
  const texts = members.map(([key, child]) => layout.quote(key) + layout.colon + writeJson(child, layout))
  return `{${texts.join(layout.comma)}}`
}
