import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UrlText } from '../../src/pages/url-text.js'

const partsOf = (url: string) =>
  String(UrlText({ of: url }))
    .replace(/^<span class="url">|<\/span>$/g, '')
    .split('<wbr/>')

test('a URL wraps after its separators, never inside a word', () => {
  expect(partsOf('https://hooks.example.com/prompt-cache/v1?team=search')).toEqual([
    'https://',
    'hooks.',
    'example.',
    'com/',
    'prompt-',
    'cache/',
    'v1?',
    'team=',
    'search',
  ])
})

test('no character is lost', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'ab/?&=.,;:#_-%~') })
  fc.assert(
    fc.property(letters, (text) => {
      expect(partsOf(text).join('').replaceAll('&amp;', '&')).toBe(text)
    }),
  )
})
