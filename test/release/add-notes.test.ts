import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { addNotes, groups, noteOf } from '../../release/add-notes.js'
import { packageFolders, readManifest } from '../../release/packages.js'

const first = addNotes('', 'a', '0.1.0', [
  noteOf('An option.'),
  noteOf('Contract: An event.\n\nBreaking: do b.'),
])

test('the contract stands apart from the code, and a note keeps its paragraphs', () => {
  expect(first).toBe(`# a

## 0.1.0

### Contract

- An event.

  Breaking: do b.

### Code

- An option.
`)
})

test('further notes of a version join theirs', () => {
  const second = addNotes(first, 'a', '0.1.0', [
    noteOf('contract:  A field.'),
    noteOf('A fix,\nin two lines.'),
  ])
  expect(second).toBe(
    first
      .replace('  Breaking: do b.\n', '  Breaking: do b.\n- A field.\n')
      .replace('- An option.\n', '- An option.\n- A fix,\n  in two lines.\n'),
  )
})

test('a new version stands above the others, with the groups that it has', () => {
  expect(addNotes(first, 'a', '0.2.0', [noteOf('A fix.')])).toBe(
    first.replace('## 0.1.0', '## 0.2.0\n\n### Code\n\n- A fix.\n\n## 0.1.0'),
  )
})

test('no note changes nothing', () => {
  expect(addNotes(first, 'a', '0.1.0', [])).toBe(first)
})

test.each(packageFolders)('the changelog of %s has the version of the package, in these groups', (folder) => {
  const { name, version } = readManifest(folder)
  const changelog = readFileSync(`${folder}/CHANGELOG.md`, 'utf8')
  expect(changelog).toMatch(new RegExp(`^# ${name}\n`))
  expect(changelog).toContain(`\n## ${version}\n`)
  const headings = [...changelog.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)
  expect(headings.filter((heading) => !groups.some((group) => group === heading))).toEqual([])
  // What writes the changelog keeps its form.
  expect(addNotes(changelog, name, version, [])).toBe(changelog)
})
