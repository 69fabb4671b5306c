import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { addresses } from '../../release/addresses.js'
import { billsOfMaterials } from '../../release/bills-of-materials.js'
import { cleanTree } from '../../release/clean-tree.js'
import { commandStep } from '../../release/command-step.js'
import { licences } from '../../release/licences.js'
import { releasedSchemas } from '../../release/released-schemas.js'
import type { Step } from '../../release/step.js'
import { versions } from '../../release/versions.js'
import { createProject, type Files, hub } from './project.js'

const steps = [cleanTree, addresses, versions, releasedSchemas, licences, billsOfMaterials]

test.each(steps)('$name passes if nothing is wrong', async (step) => {
  expect(await step.faults(createProject())).toEqual([])
})

const forget = (files: Files, path: string, field: string) => {
  delete (files[path] as Record<string, unknown>)[field]
}

test.each<[what: string, step: Step, plant: (files: Files) => void, says: RegExp]>([
  [
    'no address',
    addresses,
    (files) => forget(files, 'hub/package.json', 'bugs'),
    /^prompt-webhooks-hub has no bugs\. Run: npm run repository -- /,
  ],
  [
    'two addresses',
    addresses,
    (files) => {
      files['hub/package.json'].repository.url = 'git+https://example.com/other.git'
    },
    /different repositories: .*name\.git, .*other\.git/,
  ],
  [
    'a pending changeset',
    versions,
    (files) => {
      files['.changeset/a.md'] = `---\n"${hub}": patch\n---\n\nA.\n`
    },
    /^1 changesets are pending\. Run npm run bump, or npm run fold/,
  ],
  [
    'packages of two versions',
    versions,
    (files) => {
      files['hub/package.json'].version = '1.2.4'
    },
    /prompt-webhooks is 1\.2\.3 and prompt-webhooks-hub is 1\.2\.4/,
  ],
  [
    'a hub for another version',
    versions,
    (files) => {
      files['hub/package.json'].dependencies['prompt-webhooks'] = '^1.2.3'
    },
    /does not depend on prompt-webhooks 1\.2\.3/,
  ],
  [
    'a changelog that ends before',
    versions,
    (files) => {
      files['hub/CHANGELOG.md'] = '# Changes\n\n## 1.2.2\n'
    },
    /^hub\/CHANGELOG\.md has no 1\.2\.3\./,
  ],
  [
    'no changelog',
    versions,
    (files) => Reflect.deleteProperty(files, 'CHANGELOG.md'),
    /CHANGELOG\.md has no/,
  ],
  [
    'an old lock file',
    versions,
    (files) => {
      files['package-lock.json'].packages[''] = { version: '1.2.2' }
    },
    /has prompt-webhooks 1\.2\.2\. Run npm run lock/,
  ],
  [
    'an example that installs another version',
    versions,
    (files) => {
      files['hub/examples/Dockerfile'] = 'ARG PACKAGES=prompt-webhooks-hub@1.2.2\n'
    },
    /^hub\/examples\/Dockerfile names prompt-webhooks-hub@1\.2\.2\. Run npx tsx build\/pin-hub-version\.ts\.$/,
  ],
  [
    'an example that installs any version',
    versions,
    (files) => {
      files['hub/examples/prompt-webhooks-hub.service'] = '# npm install -g prompt-webhooks-hub\n'
    },
    /^hub\/examples\/prompt-webhooks-hub\.service names no version\./,
  ],
  [
    'a schema that changed since',
    releasedSchemas,
    (files) => {
      files['schemas/v1/A.json'].title = 'B'
    },
    /schemas\/released\/1\.2\.3 is not what schemas\/v1 holds\. Run npm run compat:release/,
  ],
  [
    'a version without schemas',
    releasedSchemas,
    (files) => {
      files['package.json'].version = '1.3.0'
    },
    /schemas\/released\/1\.3\.0 is not/,
  ],
  [
    'a licence that asks for more, deep down',
    licences,
    (files) => {
      files['package-lock.json'].packages['node_modules/direct/node_modules/@scope/deep'] = {
        version: '2.0.0',
        license: 'GPL-3.0-only',
      }
    },
    /Replace these packages, .*: @scope\/deep 2\.0\.0 \(GPL-3\.0-only\)\.$/,
  ],
  [
    'bundled code without a licence',
    licences,
    (files) => {
      files['package-lock.json'].packages['node_modules/bundled'] = { version: '1.0.0' }
    },
    /bundled 1\.0\.0 \(none\)/,
  ],
  [
    'a licence that SPDX does not know',
    billsOfMaterials,
    (files) => {
      files['package-lock.json'].packages['node_modules/direct'] = { version: '1.0.0', license: 'Mine' }
    },
    /prompt-webhooks-hub-1\.2\.3\.cdx\.json is not CycloneDX 1\.6: .*license\/id must be equal to one of/,
  ],
])('%s is a fault, with what to do', async (_, step, plant, says) => {
  const faults = await step.faults(createProject(plant))
  expect(faults.join(' ')).toMatch(says)
})

test.each<[what: string, plant: (files: Files) => void, says: string]>([
  [
    'the build',
    (files) => Reflect.deleteProperty(files, 'dist/THIRD-PARTY-LICENSES.txt'),
    'THIRD-PARTY-LICENSES.txt is missing. Run npm run build.',
  ],
  [
    'a bundled version in the lock file',
    (files) => {
      files['dist/THIRD-PARTY-LICENSES.txt'] = 'bundled 1.0.1\n'
    },
    'has no bundled 1.0.1, which is bundled. Run npm ci',
  ],
  [
    'a dependency in the lock file',
    (files) => Reflect.deleteProperty(files['package-lock.json'].packages, 'node_modules/direct'),
    'has no direct, which hub needs. Run npm run lock.',
  ],
])('without %s, it says what to do', (_, plant, says) => {
  const root = createProject(plant)
  expect(() => licences.faults(root)).toThrow(says)
})

test('what Git does not have is named, and not all of it', async () => {
  const root = createProject()
  for (const name of ['a', 'b', 'c', 'd', 'e']) writeFileSync(join(root, name), '')
  expect(await cleanTree.faults(root)).toEqual([
    'Commit or remove what Git does not have: a, b, c, and 2 more.',
  ])
})

test('a command that fails is named, with the file that has its output', async () => {
  const node = [process.execPath, '-e'] as const
  expect(await commandStep('docs', [...node, '']).faults(createProject())).toEqual([])
  const [fault] = await commandStep('docs', [...node, 'process.exit(3)']).faults(createProject())
  expect(fault).toMatch(/ended with 3\. Mend what \.release\/docs\.log says\.$/)
})
