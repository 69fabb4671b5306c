import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readReleasedCorpus } from '../../compat/released-corpus.js'
import { readSchemaFiles } from '../../compat/schema-files.js'
import { writeRelease } from '../../compat/write-release.js'
import { webhookEventTypes } from '../../src/index.js'
import { createProject, type Project } from './project.js'

function createRepository(project: Project): string {
  const root = createProject({ releases: [], ...project })
  cpSync('test/corpus', join(root, 'test/corpus'), { recursive: true })
  execFileSync('git', ['init', '--quiet', root])
  return root
}

test('the step writes the schemas of the next release and payloads of every type, and rewrites them', async () => {
  const root = createRepository({ version: '0.0.0', changesets: [['minor', 'A.']] })
  const folder = join(root, 'schemas/released/0.1.0')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'Stale.json'), '{}')
  expect(await writeRelease(root)).toBe(join('schemas/released', '0.1.0'))
  expect(readSchemaFiles(folder)).toEqual(readSchemaFiles('schemas/v1'))
  const types = readReleasedCorpus(folder).map((payload) => (payload as { event_type: string }).event_type)
  expect(webhookEventTypes.filter((type) => !types.includes(type))).toEqual([])
})

test('after the bump, the next release is the version of the package', async () => {
  const root = createRepository({ version: '0.2.0' })
  await writeRelease(root)
  expect(readdirSync(join(root, 'schemas/released'))).toEqual(['0.2.0'])
})

test('the step does not touch a version that is tagged', async () => {
  const root = createRepository({ version: '0.2.0' })
  const git = (...options: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...options], { cwd: root })
  git('commit', '--quiet', '--allow-empty', '--message', 'Release')
  git('tag', 'prompt-webhooks@0.2.0')
  await expect(writeRelease(root)).rejects.toThrow('prompt-webhooks@0.2.0 is released')
  expect(readdirSync(join(root, 'schemas'))).toEqual(['v1'])
})

test('npm run bump runs the step, and the package does not contain released schemas', () => {
  const { scripts, files } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(scripts.bump).toMatch(/changeset version && .*npm run compat:release/)
  expect(scripts.test).toContain('npm run --silent compat &&')
  expect(files).toContain('!schemas/released')
})
