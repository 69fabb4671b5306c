import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { battery } from '../../../src/testing/check-receiver/battery.js'

const page = readFileSync('docs/check.md', 'utf8')

test('docs/check.md lists each check once, in the order in which they run, in the words of the report', () => {
  const rows = [...page.matchAll(/^[|] `([a-z]+\/\S+)` [|] (must|should) [|] (.+) [|]$/gm)].map((row) =>
    row.slice(1),
  )
  const rowsOf = (scheme: 'promptlayer' | 'standard-webhooks') =>
    battery(scheme)
      .filter(({ id }) => !id.startsWith('event/'))
      .map(({ id, level, description }) => [id, level, description])
  const ofSender = rowsOf('promptlayer')
  const ids = new Set(ofSender.map(([id]) => id))
  const added = rowsOf('standard-webhooks').filter(([id]) => !ids.has(id))
  expect(rows.slice(1)).toEqual([...ofSender, ...added])
})

test('docs/check.md lists each verdict', () => {
  const source = readFileSync('src/testing/check-receiver/verdict.ts', 'utf8')
  const codes = [...source.matchAll(/^ {4}[|] '(\w+)'$/gm)].map(([, code]) => code)
  expect(codes).toHaveLength(8)
  expect([...page.matchAll(/^[|] `(\w+)` [|] [^|]+ [|]$/gm)].map(([, code]) => code)).toEqual(
    expect.arrayContaining(codes),
  )
})
