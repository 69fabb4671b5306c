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

test.each<[field: string, manifest: Record<string, unknown>]>([
  ['bin', { bin: { command: './bin/lost.js' } }],
  ['main', { main: './bin/lost.js' }],
  ['module', { module: 'bin/lost.js' }],
  ['types', { types: './bin/lost.js' }],
  ['typesVersions', { typesVersions: { '*': { entry: ['./bin/lost.js'] } } }],
  ['exports', { exports: { '.': { import: { types: './dist/here.d.ts', default: './bin/lost.js' } } } }],
])('a file that %s names has to be there', (_, manifest) => {
  const files = packed(['package.json', 'dist/here.d.ts'])
  for (const folder of ['.', 'hub'] as const)
    expect(tarballFaults(folder, files, manifest)).toEqual([
      `The tarball of ${folder} has no bin/lost.js, which its package.json names. Run npm run build, or widen its \`files\`.`,
    ])
  expect(tarballFaults('hub', packed(['dist/here.d.ts', 'bin/lost.js']), manifest)).toEqual([])
})

test('of the files that an entry with * can name, one has to be there', () => {
  const manifest = { exports: { './payloads/*.json': './examples/payloads/*.json' } }
  expect(tarballFaults('.', packed(['examples/payloads/a.json']), manifest)).toEqual([])
  expect(tarballFaults('.', packed(['schemas/v1/a.json']), manifest)).toHaveLength(1)
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
  const unbuilt = createProject((files) => {
    files['package.json'].exports = { '.': './dist/index.js' }
    Reflect.deleteProperty(files, 'dist/index.js')
  })
  expect(await tarballs.faults(unbuilt)).toEqual([
    expect.stringContaining('The tarball of . has no dist/index.js, which its package.json names.'),
  ])
})
