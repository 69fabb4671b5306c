import { expect, test } from 'vitest'
import { type Packed, tarballFaults, tarballs } from '../../release/tarballs.js'
import { createProject } from './project.js'

const packed = (paths: readonly string[], size = 1): Packed => ({
  size,
  unpackedSize: size,
  files: paths.map((path) => ({ path })),
})

test.each([
  '.env',
  'dist/index.js.map',
  'dist/.env',
  'src/index.ts',
  'test/types.test.ts',
  'docs/decisions/hub.md',
  'docs/architecture.md',
  'schemas/released/0.1.0/index.json',
  'examples/payloads/secret.txt',
  'node_modules/a/index.js',
])('%s is not for users', (path) => {
  for (const folder of ['.', 'hub'] as const)
    expect(tarballFaults(folder, packed(['package.json', path])).join()).toContain(`publishes ${path}.`)
})

test('too many files, or too many bytes, are faults', () => {
  const many = Array.from({ length: 1000 }, (_, index) => `dist/${index}.js`)
  expect(tarballFaults('hub', packed(many))).toEqual([expect.stringContaining('has 1000 files, and')])
  expect(tarballFaults('.', packed(['package.json'], 10_000_000))).toEqual([
    expect.stringContaining('has 10000000 bytes, and'),
    expect.stringContaining('has 10000000 bytes unpacked, and'),
  ])
})

test('the step looks at what npm would pack', async () => {
  expect(await tarballs.faults(createProject())).toEqual([])
  const faults = await tarballs.faults(
    createProject((files) => {
      files['dist/notes.txt'] = ''
    }),
  )
  expect(faults).toEqual([expect.stringMatching(/^package\.json publishes dist\/notes\.txt\. Narrow/)])
})
