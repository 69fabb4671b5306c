import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readPart, writePart } from '../support/page-parts.js'

test('a script replaces its part of the page, but not if something failed or is missing', () => {
  const cwd = process.cwd()
  onTestFinished(() => process.chdir(cwd))
  process.chdir(mkdtempSync(join(tmpdir(), 'prompt-webhooks-')))
  mkdirSync('docs')
  writeFileSync('docs/compatibility.md', '')
  writePart('test:a', 'A works.', [])
  writePart('test:b', 'B works.', [])
  const before = readFileSync('docs/compatibility.md', 'utf8')
  expect(() => writePart('test:a', 'A fails.', ['A fails'])).toThrow(/^--write: .* because of 1 faults$/)
  expect(readFileSync('docs/compatibility.md', 'utf8')).toBe(before)
  writePart('test:a', 'A works again.', [])
  expect([readPart('test:a'), readPart('test:b')]).toEqual(['A works again.\n', 'B works.\n'])
})
