import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { webhookEventTypes } from '../../src/index.js'
import { removeEvent } from './edit-schemas.js'
import { createProject, type Project } from './project.js'

const tsx = resolve('node_modules/tsx/dist/cli.mjs')
const command = resolve('compat/main.ts')
const [firstType = ''] = webhookEventTypes

function run(project: Project, ...options: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, command, ...options], {
    cwd: createProject(project),
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('the command exits with 0 if nothing differs', () => {
  expect(run({ version: '1.2.3', releases: ['1.2.3'] })).toEqual({
    status: 0,
    stdout: 'The published schemas mean the same as those of 1.2.3.\n',
    stderr: '',
  })
})

test('it prints what changed, and exits with 1 if the changesets announce less', () => {
  const { status, stdout, stderr } = run(
    { version: '0.1.0', change: (files) => removeEvent(files, firstType) },
    '--json',
  )
  expect(status).toBe(1)
  expect(stderr).toContain(
    'The change needs a minor changeset that starts with "Contract:", and the pending ones announce none.',
  )
  const { required, changes, ...others } = JSON.parse(stdout)
  expect(required).toBe('major')
  expect(others).toEqual({})
  expect(changes).toContainEqual({
    path: firstType,
    audience: 'receiver',
    class: 'major',
    words: expect.stringContaining('The event is gone.'),
  })
})

test('with --base, the seven events before are a minor change away', () => {
  const base = resolve('test/compat/seven-events')
  const { status, stdout } = run(
    { version: '0.1.0', changesets: [['minor', 'Contract: A.']] },
    '--base',
    base,
  )
  expect(status).toBe(0)
  expect(stdout).toContain('The published schemas differ from those of seven-events.')
  expect(stdout).toContain('the change is minor')
})

test('it exits with 2 if it cannot compare', () => {
  expect(run({ version: '0.1.0', releases: [] })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('has no version'),
  })
  expect(run({ version: '0.1.0' }, '--bases')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/'--bases'.*Options: --base <folder>, --json/),
  })
})
