import type { Statement, ValueType } from './statement.js'

const typeOfWord = new Map<string, ValueType>(
  Object.entries({
    string: ['string', 'text', 'uuid', 'email', 'url', 'uri', 'date', 'datetime', 'timestamp'],
    number: ['number', 'integer', 'int', 'float', 'double', 'decimal'],
    boolean: ['boolean', 'bool'],
    object: ['object', 'map', 'dictionary', 'dict', 'record'],
    array: ['array', 'list'],
    null: ['null', 'none'],
  } satisfies Record<ValueType, string[]>).flatMap(([type, words]) =>
    words.map((word): [string, ValueType] => [word, type as ValueType]),
  ),
)
const jsonTypes = new Set(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'])
const otherWords = new Set(['or', 'of', 'a', 'an', 'optional', 'required', 'nullable', 'whole'])
const quotes = '["\'`“”‘’]'
// An apostrophe within a word is not a quote.
const literal = new RegExp(`(?<!\\w)${quotes}([^"'\`“”‘’]+)${quotes}(?!\\w)`, 'g')

/**
 * Reads a type in words, such as `number, optional`, `string or null`, `array of strings` or
 * `string: "move" or "deletion"`. Returns undefined if it names no type.
 */
export function readDeclaredType(text: string): Statement | undefined {
  const [beforeColon = '', ...afterColon] = text.split(':')
  const literals = [...text.matchAll(literal)].map(([, value = '']) => value)
  const values = literals.length ? literals : listedValues(afterColon.join(':'))
  const head = beforeColon.replace(literal, ' ').toLowerCase()
  const types = typesIn(head)
  if (!types && !values.length) return undefined
  const { names, items } = types ?? { names: ['string' as const], items: undefined }
  const optional = optionalIn(text.replace(literal, ' ').toLowerCase())
  const known = values.length ? { values } : {}
  return {
    types: [...new Set([...names, ...(/\bnullable\b/.test(head) ? (['null'] as const) : [])])],
    by: 'declared',
    ...(optional !== undefined && { optional }),
    // The values of a list are those of its items.
    ...(items ? { items: [{ ...items, ...known }] } : known),
  }
}

/**
 * Whether a text in an example is the name of a JSON type, such as `number` or `string or null`. Other words
 * for types, such as `date`, can be real values.
 */
export function isTypeName(text: string): boolean {
  const words = wordsOf(text)
  const isType = (word: string) => jsonTypes.has(word) || jsonTypes.has(word.replace(/s$/, ''))
  return words.some(isType) && words.every((word) => isType(word) || otherWords.has(word))
}

function typesIn(head: string): { names: ValueType[]; items: Statement | undefined } | undefined {
  const names: ValueType[] = []
  let items: Statement | undefined
  for (const [index, part] of head.split(/[,;]/).entries()) {
    // What follows a comma is a remark, unless it is nothing but types.
    if (index && !isTypeName(part)) continue
    for (const alternative of part.split(/\||\/|\bor\b/).map((each) => each.trim())) {
      const array = /^(?:an? )?(?:optional )?(?:array|list)s?(?:\s+of\s+(.+)|\s*<(.+)>)?|^(.+)\[\]$/.exec(
        alternative,
      )
      const type = array ? 'array' : wordsOf(alternative).map(typeOf).filter(Boolean).at(-1)
      if (type) names.push(type)
      const item = array?.slice(1).find(Boolean)
      if (item) items = readDeclaredType(item)
    }
  }
  return names.length ? { names, items } : undefined
}

function optionalIn(text: string): boolean | undefined {
  if (/\boptional\b|\bnot required\b|[?]\s*$/.test(text)) return true
  return /\brequired\b/.test(text) ? false : undefined
}

/** `one of a, b, or c` → `['a', 'b', 'c']`. A sentence is not a list of values. */
function listedValues(text: string): string[] {
  const values = text
    .replace(/^\s*(?:one of|either)\b/i, '')
    .split(/,|\||\bor\b|\band\b/)
    .map((value) => value.trim())
    .filter((value) => value && !/^(optional|required|nullable)$/i.test(value))
  return values.every((value) => /^[\w./-]+$/.test(value)) ? values : []
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9_]+/)
    .filter(Boolean)
}

function typeOf(word: string): ValueType | undefined {
  return typeOfWord.get(word) ?? typeOfWord.get(word.replace(/s$/, ''))
}
