import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (file: string) => readFileSync(file, 'utf8')
const page = read('docs/troubleshooting.md')

/** The code in the first column of the tables of a text. */
const namesIn = (text: string) =>
  [...text.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(
    ([, cell = '']) => cell.match(/(?<=`)[a-z]+(?:_[a-z]+)*(?=`)/g) ?? [],
  )

/** The section of the page whose heading starts like this. */
const sectionOf = (heading: string) => page.split(/^(?=##+ )/m).find((each) => each.startsWith(heading)) ?? ''

// Tests compare these tables with the code.
const [, reasons = ''] = read('docs/receiver.md').split('### Reasons')
const [, codes = ''] = read('docs/signatures.md').split('### Codes')

test.each(['## 401', '## 415'])('%s names reasons that a receiver gives', (heading) => {
  const names = namesIn(sectionOf(heading))
  expect(names.length).toBeGreaterThan(1)
  expect(namesIn(reasons)).toEqual(expect.arrayContaining(names))
  const status = heading.slice(3)
  for (const name of names) expect(reasons).toMatch(new RegExp(`\\| \`${name}\` \\| ${status} \\|`))
})

test('each reason for a 401 or a 415 is on the page', () => {
  for (const [, name, status] of reasons.matchAll(/^\| `(\w+)` \| (401|415) \|/gm)) {
    expect(namesIn(sectionOf(`## ${status}`))).toContain(name)
  }
})

test('the causes of a wrong signature are some that explainSignature names', () => {
  const names = namesIn(sectionOf('### Let `explain`'))
  expect(names.length).toBeGreaterThan(10)
  expect(namesIn(codes)).toEqual(expect.arrayContaining(names))
})

test('each symptom in the first table has its section, and each section its symptom', () => {
  const [table = ''] = page.split(/^## /m)
  const linked = new Set([...table.matchAll(/\]\(#([^)]*)\)/g)].map(([, anchor]) => anchor))
  const sections = [...page.matchAll(/^## (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
  expect(new Set(sections.slice(1))).toEqual(linked)
})
