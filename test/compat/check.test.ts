import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../compat/check.js'
import { webhookEventTypes } from '../../src/index.js'
import { type EditableFiles, eventSchemas, removeEvent } from './edit-schemas.js'
import { createProject, type Project } from './project.js'

const [firstType = ''] = webhookEventTypes
const withoutEvent = (files: EditableFiles) => removeEvent(files, firstType)
const withField = (files: EditableFiles) => {
  for (const schema of eventSchemas(files)) schema.properties = { ...schema.properties, added: {} }
}
const withDescription = (files: EditableFiles) => {
  for (const schema of eventSchemas(files, firstType)) schema.description = 'Another description.'
}

test('schemas that do not differ need no changeset', async () => {
  const root = createProject({ version: '0.1.0' })
  expect(await check(root)).toEqual({ version: '0.1.0', required: 'none', changes: [], missing: undefined })
})

const breaking = 'Contract: A field is gone.\n\nBreaking: read the other field.'
test.each<
  [what: string, change: (files: EditableFiles) => void, Omit<Project, 'change'>, missing: RegExp | undefined]
>([
  ['a new field, unannounced', withField, { version: '1.2.3' }, /a minor changeset.*announce none/],
  [
    'a new field as a patch',
    withField,
    { version: '1.2.3', changesets: [['patch', 'Contract: A fix.']] },
    /announce patch/,
  ],
  [
    'a new field as a minor',
    withField,
    {
      version: '1.2.3',
      changesets: [
        ['patch', 'Contract: A.'],
        ['minor', 'Contract: B.'],
      ],
    },
    undefined,
  ],
  [
    'a lost event as a minor',
    withoutEvent,
    { version: '1.2.3', changesets: [['minor', breaking]] },
    /a major changeset/,
  ],
  [
    'a lost event as a major',
    withoutEvent,
    { version: '1.2.3', changesets: [['major', 'Contract: A.']] },
    undefined,
  ],
  ['a new text, unannounced', withDescription, { version: '1.2.3' }, /a patch changeset.*announce none/],
  [
    'a new text as a patch',
    withDescription,
    { version: '1.2.3', changesets: [['patch', 'Contract: A.']] },
    undefined,
  ],
  [
    'in 0.x, a new field as a patch',
    withField,
    { version: '0.1.0', changesets: [['patch', 'Contract: A.']] },
    /a minor changeset/,
  ],
  [
    'in 0.x, a new field as a minor',
    withField,
    { version: '0.1.0', changesets: [['minor', 'Contract: A.']] },
    undefined,
  ],
  [
    'in 0.x, a lost event as a patch',
    withoutEvent,
    { version: '0.1.0', changesets: [['patch', breaking]] },
    /a minor changeset/,
  ],
  [
    'in 0.x, a lost event, unnamed',
    withoutEvent,
    { version: '0.1.0', changesets: [['minor', 'Contract: A.\n\nNot breaking: B.']] },
    /"Breaking:"/,
  ],
  [
    'in 0.x, a lost event, named',
    withoutEvent,
    { version: '0.1.0', changesets: [['minor', `Contract: A.\n\n${breaking}`]] },
    undefined,
  ],
])('%s', async (_, change, project, missing) => {
  const result = await check(createProject({ ...project, change }))
  expect(result.missing ?? '').toMatch(missing ?? /^$/)
})

test('the class is the one of the policy in 0.x too', async () => {
  expect(await check(createProject({ version: '0.1.0', change: withoutEvent }))).toMatchObject({
    required: 'major',
  })
})

test.each<[what: string, releases: string[], version: string, base: string]>([
  ['the highest release, by number', ['0.9.0', '0.10.0', '0.2.0'], '0.10.0', '0.10.0'],
  ['the last release, not a draft of the next', ['0.1.0', '0.2.0'], '0.1.0', '0.1.0'],
  ['the draft, before the first release', ['0.1.0'], '0.0.0', '0.1.0'],
  ['a version, not another folder', ['0.1.0', 'notes'], '0.1.0', '0.1.0'],
])('the base is %s', async (_, releases, version, base) => {
  expect((await check(createProject({ version, releases }))).version).toBe(base)
})

test('the base can be another folder', async () => {
  const root = createProject({ version: '0.1.0' })
  expect(await check(root, resolve('test/compat/seven-events'))).toMatchObject({
    version: 'seven-events',
    required: 'minor',
  })
})

test.each<[what: string, project: Project, base: string | undefined, message: RegExp]>([
  ['no release', { version: '0.1.0', releases: [] }, undefined, /schemas\/released has no version/],
  [
    'a changeset whose header is not YAML',
    { version: '0.1.0', changesets: [['[', 'Contract: A.']] },
    undefined,
    /The changesets cannot be read: /,
  ],
  ['a base that does not exist', { version: '0.1.0' }, 'nowhere', /nowhere cannot be read \(ENOENT\)/],
  ['a base of another kind', { version: '0.1.0' }, 'test/compat', /test\/compat has no index\.json/],
])('%s cannot be compared', async (_, project, base, message) => {
  await expect(check(createProject(project), base)).rejects.toThrow(message)
})
