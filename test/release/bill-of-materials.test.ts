import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { billOfMaterials } from '../../release/bill-of-materials.js'
import { billsOfMaterials } from '../../release/bills-of-materials.js'
import { componentOf } from '../../release/components.js'
import { cyclonedxFaults } from '../../release/cyclonedx-schema.js'
import { createProject, type Files } from './project.js'

const bundled = 'bundled:pkg:npm/bundled@1.0.0'
const [direct, deep] = ['pkg:npm/direct@1.0.0', 'pkg:npm/%40scope/deep@2.0.0']
const documentOf = (folder: string, plant?: (files: Files) => void) =>
  billOfMaterials(componentOf(createProject(plant), folder))

test('the contract package has what is bundled into it, and nothing else', () => {
  const { metadata, components, dependencies } = documentOf('.')
  expect(metadata.component.purl).toBe('pkg:npm/prompt-webhooks@1.2.3')
  expect(components).toEqual([
    {
      type: 'library',
      'bom-ref': bundled,
      name: 'bundled',
      version: '1.0.0',
      purl: 'pkg:npm/bundled@1.0.0',
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: '0'.repeat(128) }],
      properties: [{ name: 'cdx:npm:package:bundled', value: 'true' }],
    },
  ])
  expect(dependencies).toEqual([
    { ref: 'pkg:npm/prompt-webhooks@1.2.3', dependsOn: [bundled] },
    { ref: bundled, dependsOn: [] },
  ])
})

test('the hub has what npm installs with it, from where Node would load it, and what that bundles', () => {
  const { components, dependencies } = documentOf('hub')
  expect(components.map((component) => component['bom-ref'])).toEqual([
    'pkg:npm/prompt-webhooks@1.2.3',
    bundled,
    direct,
    deep,
  ])
  expect(dependencies).toContainEqual({ ref: direct, dependsOn: [deep] })
  expect(components.at(-1)).toMatchObject({
    group: '@scope',
    name: 'deep',
    licenses: [{ license: { id: 'ISC' } }],
  })
})

test('an optional peer that the hub does not need is not in it, and one that it needs is', () => {
  const refs = documentOf('hub', ({ 'package-lock.json': { packages } }) => {
    packages['node_modules/needed'] = { version: '1.0.0' }
    packages['node_modules/optional'] = { version: '1.0.0' }
    packages['node_modules/direct'] = {
      version: '1.0.0',
      peerDependencies: { needed: '*', optional: '*' },
      peerDependenciesMeta: { optional: { optional: true } },
    }
  }).components.map(({ name }) => name)
  expect(refs).toContain('needed')
  expect(refs).not.toContain('optional')
})

test('one version in several places, or bundled as well, leaves the document valid', () => {
  const document = documentOf('hub', ({ 'package-lock.json': { packages } }) => {
    packages['hub/node_modules/bundled'] = { version: '1.0.0', license: '(MIT OR CC0-1.0)' }
    packages['node_modules/direct/node_modules/bundled'] = { version: '1.0.0', license: '(MIT OR CC0-1.0)' }
    packages.hub = {
      version: '1.2.3',
      dependencies: { 'prompt-webhooks': '1.2.3', direct: '*', bundled: '*' },
    }
    packages['node_modules/direct'] = { version: '1.0.0', dependencies: { bundled: '*' } }
  })
  expect(document.components.filter(({ name }) => name === 'bundled')).toHaveLength(2)
  expect(cyclonedxFaults(document)).toEqual([])
})

test('the schema of CycloneDX refuses what is not CycloneDX', () => {
  const document = documentOf('hub')
  expect(cyclonedxFaults({ ...document, bomFormat: 'SPDX' })).toEqual([
    '/bomFormat must be equal to one of the allowed values',
  ])
  expect(cyclonedxFaults({ ...document, components: [{ name: 'a' }] }).join()).toContain(
    "/components/0 must have required property 'type'",
  )
})

test('the step writes a document for each package', async () => {
  const root = createProject()
  await billsOfMaterials.faults(root)
  for (const name of ['prompt-webhooks', 'prompt-webhooks-hub']) {
    const text = readFileSync(join(root, `.release/${name}-1.2.3.cdx.json`), 'utf8')
    expect(JSON.parse(text).metadata.component.name).toBe(name)
  }
})
