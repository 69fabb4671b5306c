import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { versions } from '../../release/versions.js'
import { contract, createProject, git, hub } from './project.js'

const tsx = resolve('node_modules/tsx/dist/cli.mjs')

function run(root: string, ...args: readonly string[]) {
  const program = [tsx, resolve('release/changelog.ts'), ...args]
  const { status, stderr } = spawnSync(process.execPath, program, { cwd: root, encoding: 'utf8' })
  return { status, stderr }
}

const createWithNotes = () =>
  createProject((files) => {
    files['.changeset/field.md'] = `---\n"${contract}": minor\n---\n\nContract: A field.\n`
    files['.changeset/page.md'] = `---\n"${hub}": patch\n---\n\nA page.\n`
  })
const changelogOf = (root: string, folder: string) => readFileSync(join(root, folder, 'CHANGELOG.md'), 'utf8')

test('the notes go below the version that they lead to, and stay for changeset version', () => {
  const root = createWithNotes()
  expect(run(root)).toEqual({ status: 0, stderr: '' })
  expect(changelogOf(root, '.')).toContain('\n## 1.3.0\n\n### Contract\n\n- A field.\n\n## 1.2.3\n')
  expect(changelogOf(root, 'hub')).toContain(
    '\n## 1.3.0\n\n### Code\n\n- A page.\n- Stands on prompt-webhooks 1.3.0.\n\n## 1.2.3\n',
  )
  expect(existsSync(join(root, '.changeset/field.md'))).toBe(true)
})

test.each([contract, hub])('what is bumped for a change of %s alone is ready to release', async (changed) => {
  const root = createProject((files) => {
    files['.changeset/change.md'] = `---\n"${changed}": minor\n---\n\nA change.\n`
  })
  expect(run(root)).toEqual({ status: 0, stderr: '' })
  const changeset = resolve('node_modules/@changesets/cli/bin.js')
  for (const program of [
    [changeset, 'version'],
    [tsx, resolve('build/pin-hub-version.ts')],
  ])
    expect(spawnSync(process.execPath, program, { cwd: root }).status).toBe(0)
  // As `npm run lock` does.
  const lock = join(root, 'package-lock.json')
  const versionOfBoth = /(?<="(?:|hub)":{"version":")1[.]2[.]3/g
  writeFileSync(lock, readFileSync(lock, 'utf8').replace(versionOfBoth, '1.3.0'))
  expect(await versions.faults(root)).toEqual([])
  expect([changelogOf(root, '.'), changelogOf(root, 'hub')]).toEqual(
    changed === contract
      ? [
          expect.stringContaining('\n## 1.3.0\n\n### Code\n\n- A change.\n'),
          expect.stringContaining('\n## 1.3.0\n\n### Code\n\n- Stands on prompt-webhooks 1.3.0.\n'),
        ]
      : [
          expect.stringContaining('\n## 1.3.0\n\n### Code\n\n- Only prompt-webhooks-hub changed.\n'),
          expect.stringContaining('- A change.\n- Stands on prompt-webhooks 1.3.0.\n'),
        ],
  )
})

test('with --fold they join the version that the packages have, and are gone', () => {
  const root = createWithNotes()
  expect(run(root, '--fold')).toEqual({ status: 0, stderr: '' })
  expect(changelogOf(root, '.')).toBe(
    '# Changes\n\n## 1.2.3\n\n### Contract\n\n- A field.\n\n### Code\n\n- A.\n',
  )
  expect(changelogOf(root, 'hub')).toBe('# Changes\n\n## 1.2.3\n\n### Code\n\n- A.\n- A page.\n')
  expect(existsSync(join(root, '.changeset/field.md'))).toBe(false)
})

test('a version that is tagged is closed', () => {
  const root = createWithNotes()
  git(root, 'tag', `${hub}@1.2.3`)
  const before = changelogOf(root, '.')
  const { status, stderr } = run(root, '--fold')
  expect(status).toBe(1)
  expect(stderr).toContain('prompt-webhooks-hub@1.2.3 is released. Run `npm run bump` for the next version.')
  expect(changelogOf(root, '.')).toBe(before)
})
