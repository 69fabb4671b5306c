import { readFileSync } from 'node:fs'
import { marked } from 'marked'

/** What a page asks its reader to do next. */
export type Step =
  /** Save a program under the name in its first comment. */
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  /** Paste commands into the first terminal, or into another one while the first is busy. */
  | { readonly kind: 'commands'; readonly text: string; readonly terminal: 'first' | 'another' }
  /** Compare what the terminals show with these lines. */
  | { readonly kind: 'output'; readonly lines: readonly string[] }

/** Returns the steps of a page in docs/languages, in order. */
export function stepsOf(page: string): Step[] {
  return stepsIn(`docs/languages/${page}.md`)
}

/** Returns the steps of a file, in order. Every block of code is one, so that nothing is left out. */
export function stepsIn(path: string): Step[] {
  let terminal: 'first' | 'another' = 'first'
  return marked.lexer(readFileSync(path, 'utf8')).flatMap((token): Step[] => {
    if (token.type === 'paragraph' && /\banother terminal\b/.test(token.raw)) terminal = 'another'
    if (token.type !== 'code') return []
    const { text, lang } = token
    if (lang === 'text') return [{ kind: 'output', lines: text.split('\n') }]
    if (lang === 'sh') return [{ kind: 'commands', text, terminal }]
    const [, name] = /^(?:<\?php\n)?(?:#|\/\/) ([\w./]+)\n/.exec(text) ?? []
    if (!name) throw new Error(`${path}: a block of ${lang} has no file name in its first line:\n${text}`)
    return [{ kind: 'file', name, text: `${text}\n` }]
  })
}
