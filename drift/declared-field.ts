import { readDeclaredType } from './declared-type.js'
import type { Statement } from './statement.js'

const field = /^[\s•·‣*–—-]*["'`]?([A-Za-z_]\w*)["'`]?([?]?)\s*[(]((?:[^()]|[(][^()]*[)])*)[)]/

/** Reads `field (type)`, as lists of a page have it. Returns undefined if the text is anything else. */
export function readDeclaredField(text: string): { name: string; statement: Statement } | undefined {
  const [, name, mark, type] = field.exec(text) ?? []
  const statement = type === undefined ? undefined : readDeclaredType(`${type}${mark}`)
  return name !== undefined && statement ? { name, statement } : undefined
}

/** Splits a text that lists fields into one text for each field. */
export function splitFields(text: string): string[] {
  return text
    .split(/\n|[•‣]|(?<=[)])[\s,;]+(?=["'`]?\w+["'`]?[?]?\s*[(])/)
    .map((each) => each.trim())
    .filter(Boolean)
}
