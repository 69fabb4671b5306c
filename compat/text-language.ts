import { type AST, RegExpParser } from '@eslint-community/regexpp'
import { DFA, JS, NFA } from 'refa'

/** A set of texts, as an automaton: two of them can be compared however their patterns are written. */
export type TextLanguage = DFA

const maxCharacter = 0x10ffff

/** The texts of these members. */
export function textsOf(members: readonly string[]): TextLanguage {
  return DFA.fromWords(
    members.map((text) => [...text].map((character) => character.codePointAt(0) ?? 0)),
    { maxCharacter },
  )
}

/** The texts that a `pattern` matches: anywhere in the text, as JSON Schema says. */
export function textsMatching(pattern: string): TextLanguage {
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true })
  // The automata know no anchors, so each alternative gets "any text" where it has none.
  return languageOf(alternatives.map(wholeText).join('|'))
}

/** The texts of `minimum` to `maximum` characters. */
export function textsOfLength(minimum: number, maximum = Infinity): TextLanguage {
  return languageOf(`[^]{${minimum},${maximum === Infinity ? '' : maximum}}`)
}

/** Every text. */
export const everyText: TextLanguage = DFA.all({ maxCharacter })

/** The texts that are in both. */
export function inBoth(a: TextLanguage, b: TextLanguage): TextLanguage {
  return DFA.fromIntersection(a, b)
}

/** The texts that are in at least one of them. */
export function inAny(languages: readonly TextLanguage[]): TextLanguage {
  return complementOf(languages.map(complementOf).reduce(inBoth, everyText))
}

/** The texts of `a` that are not in `b`. */
export function without(a: TextLanguage, b: TextLanguage): TextLanguage {
  return inBoth(a, complementOf(b))
}

/** Some of the shortest texts of a language. */
export function samplesOf(language: TextLanguage, count: number): string[] {
  const samples: string[] = []
  for (const word of language.words()) {
    samples.push(String.fromCodePoint(...word))
    if (samples.length === count) break
  }
  return samples
}

function complementOf(language: TextLanguage): TextLanguage {
  const complement = language.copy()
  complement.complement()
  return complement
}

function wholeText({ elements }: AST.Alternative): string {
  const atStart = isAnchor(elements[0], 'start')
  const atEnd = isAnchor(elements.at(-1), 'end')
  const inner = elements.slice(atStart ? 1 : 0, atEnd ? -1 : undefined).map(({ raw }) => raw)
  return [atStart ? '' : '[^]*', ...inner, atEnd ? '' : '[^]*'].join('')
}

function isAnchor(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind
}

function languageOf(source: string): TextLanguage {
  const parser = JS.Parser.fromLiteral({ source, flags: 'u' })
  const { expression } = parser.parse({ assertions: 'throw', backreferences: 'throw' })
  return DFA.fromFA(NFA.fromRegex(expression, { maxCharacter }))
}
