import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { events } from '../../src/contract/catalog.js'
import { sections, today } from './pages.js'
import { check, pageFile, run } from './run.js'

const page = today()
const newField = { name: 'new_note', type: 'string', value: 'a' }
const [first, ...others] = page.events
const changed = first && {
  ...page,
  events: [...others, { ...first, fields: [...first.fields.slice(1), newField] }],
}

describe('the arguments', () => {
  test('--help explains the exit codes', async () => {
    const { exitCode, stdout, stderr } = await run(['--help'])
    expect(stdout).toContain('Usage: drift [options] <page>')
    for (const words of ['--exact', '--json', '  0  ', '  1  ', '  2  ', 'npm run drift -- ']) {
      expect(stdout).toContain(words)
    }
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
  })

  test.each([
    [[], "missing required argument 'page'"],
    [['a.mdx', 'b.mdx'], 'too many arguments'],
    [['--strict', 'a.mdx'], "unknown option '--strict'"],
  ])('%j are wrong', async (args, words) => {
    const { exitCode, stdout, stderr } = await run(args)
    expect(stderr).toContain(words)
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  })
})

describe('--json', () => {
  test('has the differences and the warnings', async () => {
    if (!changed || !first) throw new Error('The contract has no documented event')
    const file = pageFile(sections(changed))
    const { exitCode, stdout } = await run(['--json', file])
    const undocumented = events.filter((entry) => entry.undocumented !== undefined)
    const [removed] = first.fields
    expect(JSON.parse(stdout)).toEqual({
      page: file,
      exitCode: 1,
      eventTypes: { page: page.events.length, contract: events.length },
      differences: [
        {
          kind: 'field_not_in_contract',
          eventType: first.type,
          path: 'details.new_note',
          page: 'string',
          contract: null,
        },
      ],
      warnings: [
        {
          kind: 'field_not_on_page',
          eventType: first.type,
          path: `details.${removed?.name}`,
          page: null,
          contract: removed?.type,
        },
      ],
      undocumented: undocumented.map(({ type, undocumented: reason }) => ({ eventType: type, reason })),
      problems: [],
    })
    expect(exitCode).toBe(1)
  })

  test('has the problems, on standard output', async () => {
    const { exitCode, stdout, stderr } = await check('', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      exitCode: 2,
      problems: ['The page documents no event.'],
      warnings: [],
    })
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' })
  })
})

describe('the process', () => {
  const [program = '', ...args] = packageJson.scripts.drift.split(' ')
  test.each([
    [0, pageFile(sections(page))],
    [1, pageFile(sections(changed ?? page))],
    [2, pageFile('')],
  ])('ends with %i', (exitCode, file) => {
    const { status, stdout, stderr } = spawnSync(resolve('node_modules/.bin', program), [...args, file], {
      encoding: 'utf8',
    })
    expect(stdout + stderr).toContain(`${file}: `)
    expect(status).toBe(exitCode)
  })
})
