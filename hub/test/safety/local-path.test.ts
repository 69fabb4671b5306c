import fc from 'fast-check'
import { expect, test } from 'vitest'
import { localPath } from '../../src/safety/local-path.js'

test.each([
  ['/deliveries?state=given_up&range=week', '/deliveries?state=given_up&range=week'],
  ['/deliveries?search=a%20b', '/deliveries?search=a%20b'],
  ['/', '/'],
  [undefined, '/'],
  ['', '/'],
  ['deliveries', '/'],
  ['https://elsewhere.test/', '/'],
  ['//elsewhere.test/deliveries', '/'],
  ['/\\elsewhere.test/deliveries', '/'],
  ['/\\elsewhere.test/', '/'],
  ['/\t/elsewhere.test/', '/'],
  ['/\n\\elsewhere.test/', '/'],
  ['/.//elsewhere.test/', '/'],
  ['/a/..//elsewhere.test/', '/'],
  ['/%2e//elsewhere.test/', '/'],
  ['javascript:alert(1)', '/'],
])('%j leads to %j', (wanted, path) => {
  expect(localPath(wanted)).toBe(path)
})

test('whatever is asked for, a browser stays on this hub', () => {
  const nasty = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '//',
    '\t',
    '\n',
    '@',
    ':',
    '?',
    '#',
    '%2f',
    '%5c',
    'x.test',
    'http:',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(nasty).map((parts) => `/${parts.join('')}`),
      ),
      (wanted) => {
        const path = localPath(wanted)
        expect(path).toMatch(/^\/(?![/\\])/)
        expect(new URL(path, 'https://hub.test/page').origin).toBe('https://hub.test')
      },
    ),
    { numRuns: 2000 },
  )
})
