import { expect, test } from 'vitest'
import { isLoopback } from '../../src/safety/loopback.js'

test.each([
  ['127.0.0.1', true],
  ['127.0.0.2', true],
  ['127.255.255.254', true],
  ['localhost', true],
  ['::1', true],
  // Names that anyone can register, or that the resolver may complete.
  ['127.0.0.1.nip.io', false],
  ['127.example', false],
  ['localhost.example', false],
  ['127.0.0.1.', false],
  ['1127.0.0.1', false],
  ['127.0.0', false],
  ['0.0.0.0', false],
  ['::', false],
  ['10.0.0.1', false],
  ['', false],
  // Other spellings of loopback are taken for public, which only asks for a token.
  ['LOCALHOST', false],
  ['[::1]', false],
])('%j is loopback: %j', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
